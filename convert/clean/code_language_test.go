package clean

import (
	"regexp"
	"testing"
)

// Code that is clean names its language as it will be read again.
func TestNamesOfLanguagesNameThemselves(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+$`)
	for alias, lang := range languages {
		if languages[lang] != lang || !name.MatchString(lang) {
			t.Errorf("%q is %q, which is %q", alias, lang, languages[lang])
		}
	}
	for lang := range signs {
		if languages[lang] != lang {
			t.Errorf("signs of %q, which is no name of a language", lang)
		}
	}
}

// Each text is of one of the languages, and a guess at any other must not be
// believed. Languages that share a syntax stand side by side.
func TestGuessesAreBelievedWhereTheTextTells(t *testing.T) {
	texts := []struct {
		text  string
		langs []string
	}{
		{"package main\n\nfunc main() {\n\tfmt.Println(1)\n}", []string{"go"}},
		{"def stop(name):\n    print(name)\n\nclass Line:\n    def __init__(self):\n        self.a = None", []string{"python"}},
		{"public class Line {\n    public static void main(String[] args) {\n        System.out.println(1);\n    }\n}", []string{"java"}},
		{"const stops = require('stops');\nfunction go() {\n  console.log(stops);\n}", []string{"javascript"}},
		{"#include <stdio.h>\nint main(void) {\n  printf(\"1\");\n}", []string{"c"}},
		{"#include <iostream>\nint run() {\n  std::cout << 1;\n  std::vector<int> v;\n}", []string{"cpp"}},
		{"using System;\nnamespace Stops {\n  static void Main() { Console.WriteLine(1); }\n}", []string{"csharp"}},
		{"fn main() {\n    let mut a = 1;\n    println!(\"{}\", a);\n}", []string{"rust"}},
		{"<?php\n$a = 1;\necho $a;", []string{"php"}},
		{"sudo apt install git\ncd src\ngit clone x", []string{"bash"}},
		{"SELECT a FROM b WHERE c = 1 ORDER BY d;", []string{"sql"}},
		{"server {\n  listen 80;\n  location / {\n    proxy_pass http://a;\n  }\n}", []string{"nginx"}},
		{"FROM alpine\nRUN apk add git\nCMD [\"git\"]", []string{"dockerfile"}},
		{".a {\n  color: red;\n  margin: 0;\n}", []string{"css"}},
		{"<div><p>a</p></div>", []string{"html"}},
		{"{\"a\": [1, 2]}", []string{"json"}},
		{"a: 1\nb:\n  - c\n  - d", []string{"yaml"}},
		{"a.b=1\nc.d=2", []string{"properties", "ini", "toml"}},
		{"# 题\n\n- 一\n- 二", []string{"markdown"}},
		{"请写一篇文章，\n说说你的家乡。", nil},
		{"共 3 行，用时 0.2 秒", nil},
		{"├── a\n└── b", nil},
	}
	for _, test := range texts {
		believed := map[string]bool{}
		for _, lang := range test.langs {
			believed[lang] = true
		}
		for _, guess := range languages {
			if got := tells(test.text, guess); got != believed[guess] {
				t.Errorf("%q as %s: %v", test.text, guess, got)
			}
		}
	}
}
