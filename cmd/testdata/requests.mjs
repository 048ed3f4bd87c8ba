// Opens pages in Chromium and tells what they ask for. Reads a JSON array of
// addresses from standard input, writes an array of {elsewhere, broken}: the
// requests that a page makes to other hosts than its own, each once, and the
// files of its own host that are not there. The only argument is the directory
// of playwright-core.
import { createRequire } from 'node:module'
import fs from 'node:fs'

const require = createRequire(process.argv[2] + '/')
const { chromium } = require('playwright-core')
const pages = JSON.parse(fs.readFileSync(0, 'utf8'))

// settle ends when every picture has come or failed, also those that would wait
// to be scrolled to. It runs in the page.
function settle() {
  for (const e of document.querySelectorAll('[loading]')) e.loading = 'eager'
  for (const e of document.querySelectorAll('audio, video')) e.load()
  const done = (e) => e.complete || new Promise((end) => { e.onload = e.onerror = end })
  return Promise.all([...document.images].map(done)).then(() => null)
}

const browser = await chromium.launch({
  executablePath: process.env.WXBACKUP_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const context = await browser.newContext()

// Other hosts are asked for nothing: that a request was made is all there is to
// see.
async function visit(address) {
  const host = new URL(address).host
  const elsewhere = new Set()
  const broken = new Set()
  const tab = await context.newPage()
  await tab.route((url) => /^(https?|ftp):$/.test(url.protocol) && url.host !== host, (route) => {
    elsewhere.add(route.request().url())
    return route.abort()
  })
  tab.on('response', (r) => { if (r.status() >= 400 && new URL(r.url()).pathname !== '/favicon.ico') broken.add(r.url()) })
  await tab.goto(address, { waitUntil: 'load', timeout: 120000 })
  await tab.evaluate(settle)
  await tab.waitForLoadState('networkidle')
  await tab.close()
  return { elsewhere: [...elsewhere].sort(), broken: [...broken].sort() }
}

const results = []
let next = 0
const work = async () => {
  while (next < pages.length) {
    const i = next++
    results[i] = await visit(pages[i])
  }
}
await Promise.all([work(), work(), work(), work(), work(), work()])
await browser.close()
process.stdout.write(JSON.stringify(results))
