// Opens addresses in Chromium and tells where each ends. Reads {server, script,
// language, javaScript, frames, visits} from standard input: every host is the
// server, a host and port of this machine; what is asked of it by https or as
// the platform is not asked of it, an empty page answers. script is run in each
// page before all else. A visit is {url, paste, stays}. frames is a page in
// which the visits are made, in frames, which is many times faster than tabs
// are; all must be on its host, and so must be where they end. Writes an array
// of {url, state, asked, strange}: asked are the addresses requested on the
// way, strange says that something of the request became part of a page. The
// only argument is the directory of playwright-core.
import { createRequire } from 'node:module'
import fs from 'node:fs'

const require = createRequire(process.argv[2] + '/')
const { chromium } = require('playwright-core')
const job = JSON.parse(fs.readFileSync(0, 'utf8'))
const browser = await chromium.launch({
  executablePath: process.env.WXBACKUP_CHROMIUM || '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--host-resolver-rules=MAP * ' + job.server,
    // One process for all pages: a new one for each host takes far longer than a visit.
    '--renderer-process-limit=1', '--disable-site-isolation-trials',
  ],
})
const context = await browser.newContext({
  locale: job.language || 'zh-CN', javaScriptEnabled: job.javaScript !== false, viewport: { width: 390, height: 844 },
})
const isFar = (url) => url.protocol !== 'http:' || url.host === 'mp.weixin.qq.com'
if (job.script) {
  await context.route(isFar, (route) => {
    const far = new URL(route.request().url()).pathname.startsWith('/far/')
    return route.fulfill({ contentType: 'text/html', body: `<!DOCTYPE html><title>${far ? 'far' : 'platform'}</title><body>` })
  })
  await context.addInitScript({ content: atDocumentStart(fs.readFileSync(job.script, 'utf8')) })
}

// atDocumentStart runs a script when extensions run theirs: the document has its
// first element.
function atDocumentStart(script) {
  return `new MutationObserver((_, seen) => { seen.disconnect();\n${script} }).observe(document, { childList: true })`
}

// endOf is, in the page, where a visit ended, or null while something may still
// happen. A page that has no room to tell gets a moment.
function endOf([stays, since, name]) {
  const view = name === undefined ? window : window[name]
  const room = view.document.getElementById('wxbackup')
  const state = room ? room.dataset.state : ''
  const busy = room ? /^(searching|found|undefined)$/.test(state) : view.document.title !== 'far' && !(stays && Date.now() - since > 150)
  if (busy || view.document.readyState !== 'complete') return null
  return { url: view.location.href, state, strange: !!view.document.querySelector('img, iframe, svg, object, main script') || 'evil' in view }
}

async function visit(tab, one) {
  const asked = []
  let dialog = false
  const onRequest = (r) => asked.push(r.url())
  const onDialog = (d) => { dialog = true; return d.dismiss() }
  tab.on('request', onRequest)
  tab.on('dialog', onDialog)
  const since = Date.now()
  await tab.goto(one.url, { waitUntil: 'commit' }).catch(() => {})
  let end = await endIn(tab, one, since)
  if (one.paste !== undefined) {
    await tab.fill('#link', one.paste)
    await tab.evaluate(() => { document.getElementById('wxbackup').dataset.state = 'searching' })
    await tab.click('button')
    end = await endIn(tab, one, since)
  }
  tab.off('request', onRequest)
  tab.off('dialog', onDialog)
  return { ...end, asked, strange: end.strange || dialog }
}

async function endIn(tab, one, since) {
  if (job.javaScript === false) {
    await tab.waitForLoadState('load')
    return { url: tab.url(), state: '', strange: false }
  }
  return (await tab.waitForFunction(endOf, [one.stays, since], { timeout: 60000 })).jsonValue()
}

async function visitInTabs(visits) {
  const results = []
  let next = 0
  const work = async () => {
    const tab = await context.newPage()
    while (next < visits.length) {
      const i = next++
      results[i] = await visit(tab, visits[i])
    }
  }
  await Promise.all([work(), work(), work()])
  return results
}

// visitFrames runs in the page.
async function visitFrames([visits, source]) {
  const endOf = new Function('return ' + source)()
  const results = []
  let next = 0
  const work = async () => {
    while (next < visits.length) {
      const i = next++
      const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { name: 'visit' + i, src: visits[i].url, hidden: true }))
      // Who looks into a frame before its page is there keeps scripts from it.
      await new Promise((go) => { frame.onload = go })
      const since = Date.now()
      while (!results[i] && Date.now() - since < 60000) {
        results[i] = endOf([visits[i].stays, since, frame.name])
        await new Promise((go) => setTimeout(go, 20))
      }
      results[i] = results[i] || { url: 'nowhere' }
      frame.remove()
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return results
}

async function visitInFrames(visits) {
  const tab = await context.newPage()
  const frames = new Map()
  await tab.goto(job.frames)
  tab.on('frameattached', (frame) => frames.set(frame, []))
  tab.on('request', (r) => frames.get(r.frame()).push(r.url()))
  const results = await tab.evaluate(visitFrames, [visits, endOf.toString()])
  const asked = [...frames.values()]
  return results.map((result, i) => ({ ...result, asked: asked[i] }))
}

const results = await (job.frames ? visitInFrames : visitInTabs)(job.visits)
await browser.close()
process.stdout.write(JSON.stringify(results))
