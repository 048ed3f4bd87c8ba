package clean

import "strings"

// signs are words and signs that a language's code has and prose or the code
// of most other languages has not. Those that begin with a line end stand at
// the start of a line.
var signs = map[string][]string{
	"bash":       {"\n#!/bin/", "\nsudo ", "\napt ", "\napt-get ", "\nyum ", "\nbrew ", "\nnpm ", "\nnpx ", "\npnpm ", "\nyarn ", "\npip ", "\npip3 ", "\ngit ", "\ncd ", "\necho ", "\ncurl ", "\nwget ", "\nexport ", "\ndocker ", "\nkubectl ", "\nmkdir ", "\nchmod ", "\nsource ", "\nssh ", "\nls ", "\ncp ", "\nmv ", "\nrm ", "\ngo build", "\ngo get ", "\ngo run ", "\ngo test", "\ngo mod ", "\ngo install ", "\n$ ", "\nfi\n", "\ndone\n", "; then\n", " | grep ", "$("},
	"c":          {"\n#include ", "\n#define ", "int main(", "printf(", "malloc(", "sizeof(", "\nstruct ", "NULL", "uint8_t", "uint32_t", "\nvoid "},
	"cpp":        {"\n#include ", "std::", "cout <<", "template <", "template<", "nullptr", "\nusing namespace ", "virtual ", "public:", "private:", "vector<", "->"},
	"csharp":     {"\nusing System", "\nnamespace ", "Console.Write", "static void Main", "async Task", "get; set;", "string[]", "IEnumerable<", "List<", "public class ", "private readonly "},
	"css":        {"color:", "margin:", "padding:", "display:", "font-size:", "width:", "@media", "background:", "border:"},
	"dart":       {"void main()", "\nimport 'package:", "Widget build(", "@override", "setState(", "final String "},
	"diff":       {"\n@@ -", "\n--- a/", "\n+++ b/", "\ndiff --git"},
	"dockerfile": {"\nFROM ", "\nRUN ", "\nCOPY ", "\nCMD ", "\nENTRYPOINT ", "\nWORKDIR ", "\nENV ", "\nEXPOSE "},
	"go":         {"\nfunc ", "\npackage ", ":=", "fmt.", "go func", "chan ", "err != nil", "for range ", "= range ", "make(", "\ntype ", "interface{", "defer ", "func("},
	"graphql":    {"\nquery ", "\nmutation ", "\ntype ", "\nfragment "},
	"groovy":     {"def ", "println ", "\nplugins {", "\ndependencies {", "pipeline {"},
	"haskell":    {" :: ", "\nmodule ", "\ndata ", " where\n", " <- "},
	"html":       {"</div>", "</p>", "<html", "<body", "<head", "<script", "</span>", "<!DOCTYPE", "<input", "</a>", "<img ", "</ul>", "</h1>", "</button>"},
	"http":       {"HTTP/1.1", "HTTP/2", "\nHost: ", "\nContent-Type: "},
	"java":       {"public class ", "public static void main", "System.out.", "\nimport java", "\nimport org.", "\nimport com.", "@Override", "@Autowired", "private ", "public ", "new ArrayList", "List<", "extends ", "implements ", "String "},
	"javascript": {"function ", "function(", "const ", "let ", "=> {", "=>", "console.log", "require(", "document.", "module.exports", "export default", "===", "await ", "async ", "JSON."},
	"kotlin":     {"fun ", "val ", "println(", "override fun", "data class ", "companion object", "?:", "listOf("},
	"lua":        {"local ", "\nend", " then\n", "function ", "~=", "nil"},
	"makefile":   {"\n.PHONY", "$(CC)", "$(MAKE)", "$@", "$<", ":\n\t", "CFLAGS"},
	"matlab":     {"\nfunction ", "\nend", "figure;", "plot(", "zeros(", "\n% "},
	"nginx":      {"server {", "location /", "location ~", "proxy_pass ", "upstream ", "listen ", "server_name ", "worker_processes"},
	"objectivec": {"\n#import ", "@interface", "@implementation", "@property", "NSString", "[self ", "nonatomic", "alloc] init", "@\""},
	"perl":       {"my $", "my @", "my %", "\nuse strict", "\nsub ", "=~", "#!/usr/bin/perl", "foreach my"},
	"php":        {"<?php", "$this->", "echo $", "public function ", "array(", "\n$", "use App\\", "foreach ($"},
	"powershell": {"Get-", "Set-", "New-", "Write-Host", "$env:", "-ErrorAction", "\niwr ", "| iex", "Invoke-"},
	"python":     {"\ndef ", "\nimport ", "\nfrom ", "print(", "print ", "elif ", "self.", "__name__", "__init__", "):\n", "lambda ", "    def ", "None", "True", "False", "await asyncio", "range(", "\nasync def ", "\nclass ", "\npip install"},
	"r":          {" <- ", "library(", "ggplot(", "data.frame(", "c(", "%>%"},
	"ruby":       {"\ndef ", "\nend", "puts ", "require '", " do |", "attr_accessor", ".each ", "\nclass "},
	"rust":       {"fn ", "let mut ", "impl ", "println!", "use std::", "pub ", "match ", "&self", "-> ", "Vec<", "Option<", "Result<", "#["},
	"scala":      {"object ", "def ", "val ", "case class ", "trait ", "extends ", " => "},
	"solidity":   {"pragma solidity", "\ncontract ", "mapping(", "msg.sender", "uint256"},
	"sql":        {"select ", "insert into ", "update ", "create table ", "delete from ", "alter table ", " from ", " where ", "group by ", "order by ", " join ", "drop table ", "primary key"},
	"swift":      {"func ", "let ", "import UIKit", "import Foundation", "import SwiftUI", "guard ", "self.", "override func", "@State", "if let "},
	"typescript": {"interface ", ": string", ": number", ": boolean", "export ", "import {", ": Promise<", "as const", "readonly ", "type ", "const ", "=>"},
	"vue":        {"<template>", "<script", "v-if=", "v-for=", "@click="},
	"xml":        {"<?xml", "xmlns", "</dependency>", "</bean>", "</version>", "</property>", "<configuration", "android:"},
}

// tells reports whether the text of code is that of a language: it shows signs
// of it, and of no other language more. Formats of data are told by their form.
func tells(text, lang string) bool {
	switch lang {
	case "json":
		return isJSON(text)
	case "yaml":
		return strings.Contains(text, ":") && isMostly(text, isYAMLLine)
	case "properties", "ini", "toml":
		return isMostly(text, isSettingLine)
	case "markdown":
		return isMostly(text, isMarkdownLine)
	}
	text = "\n" + text + "\n"
	own := countSigns(text, lang)
	if own == 0 || lang == "css" && !strings.Contains(text, "{") {
		return false
	}
	for other := range signs {
		if countSigns(text, other) > own {
			return false
		}
	}
	return true
}

// countSigns counts the signs of a language that a text shows, each once.
func countSigns(text, lang string) int {
	if lang == "sql" {
		text = strings.ToLower(text)
	}
	count := 0
	for _, sign := range signs[lang] {
		if strings.Contains(text, sign) {
			count++
		}
	}
	return count
}

func isJSON(text string) bool {
	text = strings.TrimSpace(text)
	open, end := text[0], text[len(text)-1]
	return (open == '{' && end == '}' || open == '[' && end == ']') && strings.Contains(text, `"`) &&
		!strings.Contains(text, ";\n")
}

// isMostly reports whether three of four lines that show something are of one
// form.
func isMostly(text string, is func(line string) bool) bool {
	lines, hits := 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		lines++
		if is(line) {
			hits++
		}
	}
	return lines > 1 && hits*4 >= lines*3
}

func isYAMLLine(line string) bool {
	key, value, ok := strings.Cut(line, ":")
	isPair := ok && (value == "" || value[0] == ' ') && !strings.ContainsAny(key, " ({;")
	return isPair || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "#")
}

func isSettingLine(line string) bool {
	key, _, ok := strings.Cut(line, "=")
	isPair := ok && !strings.ContainsAny(strings.TrimSpace(key), " (){;\"'")
	return isPair && !strings.HasSuffix(line, ";") || line[0] == '[' || line[0] == '#'
}

func isMarkdownLine(line string) bool {
	for _, start := range []string{"# ", "## ", "### ", "- ", "* ", "> ", "```", "| ", "1. "} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}
