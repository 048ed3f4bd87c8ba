// Opens pages in Chromium and tells what a reader sees in them. Reads a JSON
// array of jobs {file, body, note, cards} from standard input: the page, the
// selector of the element to read or that its script has a note's text, and the
// lines that stand for embeds, which are left out. Writes an array of {text, bold, headings, code, images, links, cards}; null where
// the element is not there. The only argument is the directory of playwright-core.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import fs from 'node:fs'

const require = createRequire(process.argv[2] + '/')
const { chromium } = require('playwright-core')
const jobs = JSON.parse(fs.readFileSync(0, 'utf8'))

// see reads an element as it is laid out. It runs in the page.
function see({ selector, cards }) {
  const hiddenTags = ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'MPCPC', 'MPCPS', 'MP-COMMON-CPSAD', 'TITLE', 'DESC', 'DEFS']
  const embedTags = ['IFRAME', 'VIDEO', 'AUDIO', 'OBJECT', 'EMBED', 'MPVOICE', 'QQMUSIC', 'MPVIDEOSNAP', 'MPPROFILE', 'MPPRODUCT', 'MPSHOP', 'MPGONGYI', 'MPPOI', 'MPSEARCH', 'REDPACKETCOVER']
  const markers = ['MP-STYLE-TYPE', 'MP-PAY-PREVIEW-FILTER']
  const seen = { text: '', bold: '', headings: '', code: [], images: [], links: [], cards: 0 }
  const left = [...cards]

  const isHidden = (e) =>
    hiddenTags.includes(e.tagName.toUpperCase()) || e.matches('.code-snippet__line-index, .qr_code_pc, #js_pc_qr_code') ||
    getComputedStyle(e).display === 'none'
  const isEmbed = (e) => {
    const tag = e.tagName.toUpperCase()
    return embedTags.includes(tag) || (tag.startsWith('MP-') && !markers.includes(tag)) || e.matches('span.video_iframe, span.vote_area, span.js_audio_frame, span.weapp_display_element')
  }
  const isPlaceholder = (src) =>
    !src || (src.startsWith('data:') && src.length < 300) || /\/(pic_blank|loading)[^/]*$/.test(src)
  const isHeading = (e) => e.closest('h1, h2, h3, h4, h5, h6, th, thead') !== null
  const isBold = (e) => parseInt(getComputedStyle(e).fontWeight) >= 600

  const readText = (node) => {
    const parent = node.parentElement
    if (parseFloat(getComputedStyle(parent).fontSize) === 0) return
    seen.text += node.data
    if (isHeading(parent)) seen.headings += node.data
    else if (isBold(parent)) seen.bold += node.data
  }
  const readImage = (e) => {
    const src = e.dataset.src || (isPlaceholder(e.getAttribute('src')) ? '' : e.getAttribute('src'))
    const isSpacer = Number(e.dataset.w) <= 2 && e.dataset.w && Number(e.dataset.ratio || 1) * Number(e.dataset.w) <= 2
    if (src && !isSpacer) seen.images.push(src)
  }
  // A background is a picture where it is all there is to see.
  const readBackground = (e) => {
    const address = /url\("?([^")]+)"?\)/.exec(getComputedStyle(e).backgroundImage)
    if (!address || !/qpic\.cn|qlogo\.cn/.test(address[1])) return
    if (e.textContent.trim() || [...e.querySelectorAll('*')].some((d) => isEmbed(d) || ['IMG', 'image', 'PRE'].includes(d.tagName))) return
    if (e.closest('[class*="cps_inner"], .weapp_display_element')) return // the platform's own cards
    if ([...e.querySelectorAll('*')].some((d) => getComputedStyle(d).backgroundImage !== 'none')) return
    if (e.getBoundingClientRect().height > 0) seen.images.push(address[1])
  }
  // Neighbours that lead to one place are one link.
  const readLink = (e) => {
    const href = e.getAttribute('href') || ''
    const link = { href, text: e.innerText, images: e.querySelectorAll('img').length }
    if (!/^(https?:|mailto:|\/)/.test(href) || (!link.text.trim() && !link.images) || parseFloat(getComputedStyle(e).fontSize) === 0) return
    const last = seen.links.at(-1)
    if (!last || last.href !== href) return seen.links.push(link)
    last.text += link.text
    last.images += link.images
  }
  // Where elements part the lines of code, line ends and indentation of the
  // source are an editor's, and in the copies that tools formatted, wrong.
  const isBroken = (pre) => pre.querySelector('br, p, section, li') !== null
  const codeLines = (pre) => {
    const lines = [...pre.querySelectorAll('code')]
    if (lines.length > 1 && lines.every((c) => c.parentElement === lines[0].parentElement)) return lines.map((c) => c.textContent)
    for (const e of [pre, ...pre.querySelectorAll('*')]) {
      e.style.whiteSpace = isBroken(pre) ? 'normal' : 'pre'
      if (/flex/.test(getComputedStyle(e).display)) e.style.display = 'block' // what stands side by side is one line
    }
    const text = pre.innerText // which has an empty line between paragraphs
    return (pre.querySelector('p') ? text.replace(/\n\n+/g, '\n') : text).split('\n')
  }
  const readCode = (pre) => {
    seen.text += pre.textContent
    const lines = codeLines(pre).map((line) => line.replace(/\u00a0/g, ' ').replace(/[\u200b\ufeff]/g, '').trimEnd())
    seen.code.push({ lines: lines.join('\n').replace(/^\n+|\n+$/g, ''), broken: isBroken(pre) })
  }
  const isCode = (e) => e.tagName === 'PRE' && e.textContent.trim() && !e.querySelector('img, a[href], pre, iframe')
  const takeCard = (e) => {
    const at = e.tagName === 'P' ? left.findIndex((line) => line.replace(/\s+/g, '') === e.innerText.replace(/\s+/g, '')) : -1
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }
  // The platform's scripts write below a quote of its own where it is from.
  const readQuote = (quote) => {
    quote.childNodes.forEach(read)
    const { authorName = '', sourceTitle = '' } = quote.dataset
    if (authorName + sourceTitle) seen.text += `— ${authorName}${sourceTitle}`
  }

  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return readText(node)
    if (node.nodeType !== Node.ELEMENT_NODE || isHidden(node)) return
    if (node.tagName.toUpperCase() === 'MP-COMMON-STICKER') return seen.images.push(node.dataset.emoji_url)
    if (isEmbed(node)) return seen.cards++
    if (takeCard(node)) return seen.cards++
    if (node.matches('blockquote.js_blockquote_wrap')) return readQuote(node)
    if (isCode(node)) return readCode(node)
    if (node.tagName === 'IMG') return readImage(node)
    if (node.tagName === 'image') return seen.images.push(node.getAttribute('href') || node.getAttribute('xlink:href'))
    if (node.tagName === 'A') readLink(node)
    readBackground(node)
    node.childNodes.forEach(read)
  }

  // Markers that editors typed into the items of a list are the list's own.
  const isShown = (node) => {
    for (let e = node.parentElement; e && e !== root; e = e.parentElement) if (isHidden(e)) return false
    return node.data.trim() !== '' && parseFloat(getComputedStyle(node.parentElement).fontSize) > 0
  }
  const textsOf = (item) => {
    const texts = []
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (isShown(walker.currentNode)) texts.push(walker.currentNode)
    return texts
  }
  const cut = (texts, length) => {
    for (const text of texts) {
      const part = Math.min(length, text.data.length)
      text.data = text.data.slice(part)
      length -= part
    }
  }
  const dropMarkers = (list) => {
    const items = [...list.children].filter((e) => e.tagName === 'LI').map(textsOf).filter((texts) => texts.length > 0)
    const marker = list.tagName === 'UL' ? /^\s*[•·●○▪■◦–*-]\s+(?=\S)/ : /^\s*(\d+)(?:[、)）．]|\.(?!\d))\s*(?=\S)/
    const found = items.map((texts) => marker.exec(texts.map((t) => t.data).join('')))
    const isSeries = found.every((m, i) => m && (i === 0 || Number(m[1]) === Number(found[i - 1][1]) + 1))
    if (list.tagName === 'OL' && !isSeries) return
    found.forEach((m, i) => m && cut(items[i], m[0].length))
  }

  const root = document.querySelector(selector)
  if (!root) return null
  root.querySelectorAll('ul, ol').forEach(dropMarkers)
  // A share page keeps the original as a template for its script.
  const template = document.querySelector('script#content_tpl')
  if (template && !root.textContent.trim()) root.innerHTML = template.textContent
  // Pages hide their body until their scripts have run.
  root.style.display = 'block'
  root.style.visibility = 'visible'
  root.childNodes.forEach(read)
  return seen
}

// seeRemark reads what the sharer of a share page said, which a script sets. It
// runs in the page.
function seeRemark() {
  return document.querySelector('.original_page #js_share_notice')?.innerText || ''
}

// seeNote reads a note, whose text and pictures its own script has in a
// variable. It runs in the page.
function seeNote() {
  const data = window.cgiDataNew
  const shown = document.querySelector('#js_image_desc')
  const nothingElse = { bold: '', headings: '', code: [], links: [], cards: 0 }
  if (!data && shown) return { text: shown.innerText, images: [...document.querySelectorAll('#img_swiper_content img, body > img')].map((i) => i.src), ...nothingElse }
  if (!data) return null
  const note = document.createElement('div')
  note.innerHTML = data.text_page_info?.content_noencode || data.content_noencode || ''
  const pictures = data.picture_page_info_list || []
  const attached = data.text_page_info?.picture_info || []
  return { text: note.textContent, images: [...pictures, ...attached].map((p) => p.cdn_url), ...nothingElse }
}

const browser = await chromium.launch({
  executablePath: process.env.WXBACKUP_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
// A page's own scripts would change it, but for notes, which have nothing
// without. Nothing is loaded but the page.
const open = async (javaScriptEnabled) => {
  const tab = await (await browser.newContext({ javaScriptEnabled, offline: true })).newPage()
  await tab.route('**/*', (route) => (route.request().isNavigationRequest() && route.request().frame() === tab.mainFrame() ? route.continue() : route.abort()))
  return tab
}
const still = await open(false)
const live = await open(true)
const results = []
const visit = (tab, file) => tab.goto(pathToFileURL(file).href, { waitUntil: 'domcontentloaded', timeout: 120000 })
for (const job of jobs) {
  if (job.note) {
    await visit(live, job.file)
    results.push(await live.evaluate(seeNote))
    continue
  }
  await visit(still, job.file)
  const seen = await still.evaluate(see, { selector: job.body, cards: job.cards || [] })
  if (seen && (await still.$('script#content_tpl'))) {
    await visit(live, job.file)
    seen.text = (await live.evaluate(seeRemark)) + seen.text
  }
  results.push(seen)
}
await browser.close()
process.stdout.write(JSON.stringify(results))
