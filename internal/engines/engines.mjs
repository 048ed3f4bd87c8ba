// Reads a JSON array of Markdown documents and writes the JSON array of the
// HTML pages that one engine makes of them:
//
//	node engines.mjs FOLDER ENGINE <documents.json >pages.json
//
// FOLDER is where package.json was installed. A document that the engine
// refuses becomes { "error": message }.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const [folder, name] = process.argv.slice(2)
const require = createRequire(path.resolve(folder) + '/')
const load = (name) => import(pathToFileURL(require.resolve(name)))

// loadModule finds a package that exports to import only, not to require.
const loadModule = async (name) => {
  const base = path.join(path.resolve(folder), name)
  const { exports, module, main } = JSON.parse(fs.readFileSync(path.join(base, 'package.json'), 'utf8'))
  const entry = exports?.['.'] ?? exports ?? module ?? main
  const file = typeof entry === 'string' ? entry : entry.import ?? entry.default
  return import(pathToFileURL(path.join(base, typeof file === 'string' ? file : file.default)))
}

const engines = {
  async marked() {
    const { marked } = await load('marked')
    return (text) => marked.parse(text)
  },

  async 'markdown-it'() {
    const MarkdownIt = (await load('markdown-it')).default
    const engine = new MarkdownIt({ html: true, linkify: false })
    return (text) => engine.render(text)
  },

  async remark() {
    const { remark } = await loadModule('remark')
    const gfm = (await loadModule('remark-gfm')).default
    const html = (await loadModule('remark-html')).default
    const engine = remark().use(gfm).use(html, { sanitize: false })
    return (text) => String(engine.processSync(text))
  },

  async 'remark-math'() {
    const { remark } = await loadModule('remark')
    const gfm = (await loadModule('remark-gfm')).default
    const math = (await loadModule('remark-math')).default
    const html = (await loadModule('remark-html')).default
    const engine = remark().use(gfm).use(math).use(html, { sanitize: false })
    return (text) => String(engine.processSync(text))
  },

  // Hexo as it renders a post: its filters, marked, Nunjucks.
  async hexo() {
    const Hexo = require('hexo')
    const site = fs.mkdtempSync(path.join(os.tmpdir(), 'hexo-'))
    process.on('exit', () => fs.rmSync(site, { recursive: true, force: true }))
    fs.writeFileSync(path.join(site, '_config.yml'), [
      'marked: { smartypants: false, descriptionLists: false, prependRoot: false, mangle: false }',
      'highlight: { line_number: false, wrap: false, hljs: true }',
    ].join('\n'))
    fs.writeFileSync(path.join(site, 'package.json'), '{ "name": "site", "hexo": {} }')
    const hexo = new Hexo(site, { silent: true })
    await hexo.init()
    await hexo.loadPlugin(require.resolve('hexo-renderer-marked'))
    return async (text) => (await hexo.post.render(null, { content: text, engine: 'md', source: '_posts/a.md' })).content
  },

  // VitePress as it renders a page on the server: markdown-it, Vue's compiler,
  // Vue.
  async vitepress() {
    const { createMarkdownRenderer } = await loadModule('vitepress')
    const Vue = require('vue')
    const { renderToString } = require('vue/server-renderer')
    const quiet = { info() {}, warn() {}, error() {}, warnOnce() {}, clearScreen() {} }
    const engine = await createMarkdownRenderer(os.tmpdir(), {}, '/', quiet)
    return async (text) => {
      const page = engine.render('---\ntitle: t\n---\n\n' + text, {})
      const failures = []
      const render = Vue.compile(`<div>${page}</div>`, {
        onError: (error) => failures.push(error.message),
        isCustomElement: () => true,
      })
      if (failures.length > 0) throw new Error(failures.join('\n') + '\n' + page)
      const app = Vue.createSSRApp({ render })
      app.config.warnHandler = (message) => failures.push(message)
      const shown = await renderToString(app)
      if (failures.length > 0) throw new Error(failures.join('\n') + '\n' + page)
      return shown
    }
  },

  async astro() {
    const { createMarkdownProcessor } = await loadModule('@astrojs/markdown-remark')
    const engine = await createMarkdownProcessor({ smartypants: false, syntaxHighlight: false })
    return async (text) => (await engine.render(text, { fileURL: pathToFileURL('/site/post.md') })).code
  },
}

const render = await engines[name]()
const pages = []
const input = []
for await (const chunk of process.stdin) input.push(chunk)
for (const text of JSON.parse(Buffer.concat(input).toString('utf8'))) {
  try {
    pages.push({ html: await render(text) })
  } catch (error) {
    pages.push({ error: String(error?.message ?? error) })
  }
}
process.stdout.write(JSON.stringify(pages), () => process.exit(0))
