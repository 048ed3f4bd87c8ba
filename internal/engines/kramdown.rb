# Reads a JSON array of Markdown documents and writes the JSON array of the HTML
# pages that Jekyll makes of them: Liquid first, then kramdown with its parser
# for GitHub's Markdown, set to leave quotes, dashes and dots as they are.
#
#	ruby kramdown.rb <documents.json >pages.json
#
# A document that Liquid refuses becomes { "error": message }.
require 'json'
require 'liquid'
require 'kramdown'
require 'kramdown-parser-gfm'

# Formulas become math elements.
Kramdown::Converter.add_math_engine(:element, lambda do |converter, el, _|
  display = el.options[:category] == :block ? ' display="block"' : ''
  "<math#{display}>#{converter.escape_html(el.value)}</math>"
end)

OPTIONS = {
  input: 'GFM',
  hard_wrap: false,
  math_engine: :element,
  syntax_highlighter: nil,
  smart_quotes: %w[apos apos quot quot],
  typographic_symbols: {
    hellip: '...', mdash: '---', ndash: '--',
    laquo: '<<', raquo: '>>', laquo_space: '<< ', raquo_space: ' >>'
  }
}.freeze

def page(text)
  template = Liquid::Template.parse(text, error_mode: :strict)
  text = template.render!({}, strict_variables: true)
  { html: Kramdown::Document.new(text, OPTIONS).to_html }
rescue Liquid::Error => e
  { error: e.message }
end

print JSON.generate(JSON.parse($stdin.read).map { |text| page(text) })
