// Reads a JSON array of Markdown documents and writes, per engine, the array of
// the HTML pages it makes of them. The engines are taken from the directory of
// the only argument.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import fs from 'node:fs'

const require = createRequire(process.argv[2] + '/')
const load = (name) => import(pathToFileURL(require.resolve(name)))
const documents = JSON.parse(fs.readFileSync(0, 'utf8'))

const { marked } = await load('marked')
const MarkdownIt = (await load('markdown-it')).default
const { remark } = await load('remark')
const gfm = (await load('remark-gfm')).default
const html = (await load('remark-html')).default

const markdownIt = new MarkdownIt({ html: true, linkify: false })
const remarkHTML = remark().use(gfm).use(html, { sanitize: false })
const engines = {
  marked: (text) => marked.parse(text),
  'markdown-it': (text) => markdownIt.render(text),
  remark: (text) => String(remarkHTML.processSync(text)),
}
const pages = {}
for (const [name, read] of Object.entries(engines)) pages[name] = documents.map(read)
process.stdout.write(JSON.stringify(pages))
