(function () {
'use strict'
const settings = {"accounts":["Mz+5OTk/OTk5OQ","MzA5OTk5OTk5OQ"],"origin":"","shards":1,"shared":"(^|\u0026)(utm_[a-z]+=|from=(singlemessage|timeline|groupmessage)(\u0026|$)|isappinstalled=|nsukey=|fbclid=|gclid=|bd_vid=).*$"}

// Reads addresses of articles exactly as article.ParseAddress does in Go. What
// an address names is {name: 'biz:mid:idx', biz} or {name: '/s/<short id>'},
// {preview: true} for a link that names no article for good, null for all else.

const platformHost = 'mp.weixin.qq.com'
const longPaths = ['/s', '/mp/appmsg/show', '/mp/rumor', '/mp/show_refutation']
const captchaPath = '/mp/wappoc_appmsgcaptcha'

// parseAddress reads a whole address on the platform, with or without scheme
// and host.
function parseAddress(raw) {
  let text = unescapeAddress(raw)
  if (text.startsWith('//')) text = 'https:' + text
  else if (text.startsWith(platformHost)) text = 'https://' + text
  else if (text.startsWith('/')) text = 'https://' + platformHost + text
  if (/#[^]*%(?![0-9a-f]{2})/i.test(text)) return null
  const parts = /^https?:\/\/(?:[\w.~!$&'()*+,;=:-]*@)?([^/?#@]*)([^?#]*)\??([^#]*)/i.exec(text)
  if (!parts || /[\0-\x1f\x7f]/.test(parts[0])) return null
  const host = parts[1].toLowerCase().replace(/:80$/, '').replace(/:443$/, '')
  const path = percentDecoded(parts[2])
  return host === platformHost && path !== null ? articleAt(path, parts[3]) : null
}

// articleAt reads a decoded path and an unescaped query.
function articleAt(path, query) {
  path = path.replace(/\/+$/, '')
  const params = parseQuery(query)
  if (path === captchaPath) return behindCaptcha(params)
  if (path.startsWith('/s/')) return isShortID(path.slice(3)) ? { name: path } : null
  return longPaths.includes(path) ? longAddress(params) : null
}

function behindCaptcha(params) {
  const target = params.get('target_url') || ''
  return target.includes('wappoc_appmsgcaptcha') ? null : parseAddress(target)
}

function longAddress(params) {
  if (params.get('tempkey') || params.get('preview') === '1') return { preview: true }
  return articleKey(params.get('__biz'), params.get('mid') || params.get('appmsgid'), params.get('idx') || params.get('itemidx'))
}

// articleKey reads the three parts of a key; a missing idx is 1.
function articleKey(biz, mid, idx) {
  biz = (biz || '').trim().split('=').join('').split('%3D').join('').split('%3d').join('')
  mid = wholeNumber(mid || '', '18446744073709551615')
  idx = wholeNumber(idx || '1', '65535')
  if (!/^[A-Za-z0-9+/_-]{1,64}$/.test(biz) || !mid || !idx) return null
  return { name: biz + ':' + mid + ':' + idx, biz }
}

// wholeNumber is the number without zeros in front, or '' when it is none from
// 1 to the largest. Numbers of messages can be too large for JavaScript.
function wholeNumber(text, largest) {
  if (!/^[0-9]+$/.test(text)) return ''
  const number = text.replace(/^0+/, '')
  const fits = number.length < largest.length || (number.length === largest.length && number <= largest)
  return fits ? number : ''
}

function isShortID(text) {
  return /^[A-Za-z0-9_-]{22}$/.test(text)
}

// parseQuery: the first value of a name wins, and "+" stays itself.
function parseQuery(query) {
  const params = new Map()
  for (const pair of query.split('&')) {
    const cut = pair.indexOf('=')
    const name = cut < 0 ? pair : pair.slice(0, cut)
    const value = cut < 0 ? '' : pair.slice(cut + 1)
    if (!params.has(name)) params.set(name, percentDecoded(value) === null ? value : percentDecoded(value))
  }
  return params
}

// percentDecoded is null when an escape is broken. Bytes that are no UTF-8
// become one character each: no name of an article has such.
function percentDecoded(text) {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null
  try {
    return decodeURIComponent(text)
  } catch (e) {
    return text.replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  }
}

// unescapeAddress undoes what pages do to addresses: JavaScript's \x26 and any
// number of &amp; layers.
function unescapeAddress(raw) {
  let text = raw.trim().split('\\x26').join('&')
  while (/&amp;|&#38;/.test(text)) text = text.replace(/&amp;|&#38;/g, '&')
  return text
}

// Finds where an old address leads. The table lies in shards beside the page;
// only the one that may have the address is loaded. settings are written in
// front of the script: {origin, accounts, shards, shared}.

// hash is FNV-1a of 32 bits over UTF-8, as in resolvershards.go.
function hash(name) {
  let h = 0x811c9dc5
  for (const byte of new TextEncoder().encode(name)) h = Math.imul(h ^ byte, 0x01000193) >>> 0
  return h
}

// wantedAt is what a request for a page asks for: {names, shard, biz}, names in
// the order in which rules are asked, or {preview: true}; null for no address.
// root is the folder of the site, '' or '/blog'.
function wantedAt(url, root) {
  const path = percentDecoded(url.pathname)
  if (path === null) return null
  const plain = cleanPath(path)
  const below = root && plain.startsWith(root + '/') ? plain.slice(root.length) : plain
  const search = unescapeAddress(url.search.slice(1) + url.hash)
  const article = articleAt(below, search.split('#')[0])
  return article ? wantedArticle(article) : wantedPath(url.hostname, plain, url.search.slice(1))
}

function wantedArticle(article) {
  return article.preview ? article : { names: [article.name], shard: article.name, biz: article.biz }
}

// wantedPath asks for an address with its host and query before one with less
// of them. All of them lie in the shard of the path.
function wantedPath(host, path, query) {
  const rest = '\n' + query.replace(new RegExp(settings.shared), '')
  const names = ['//' + host + path, path]
  if (rest !== '\n') names.unshift('//' + host + path + rest, path + rest)
  return { names, shard: path }
}

// cleanPath has no empty and dot segments and no slash at its end.
function cleanPath(path) {
  const segments = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return '/' + segments.join('/')
}

// wantedIn reads what a person pastes: an address on the platform or on any
// other host, also amid other text; a key; a short id. null for anything else.
function wantedIn(text, root) {
  text = text.trim()
  const article = parseAddress(text) || keyOrID(text)
  if (article) return wantedArticle(article)
  const found = /https?:\/\/[^\s<>"，。；！？、（）【】《》「」“”]+/i.exec(text) || /^[\w.-]+\.[a-z]+(:\d+)?\/\S*$/i.exec(text) || /^\/\S*$/.exec(text)
  return found ? wantedOnHost(found[0], root) : null
}

function keyOrID(text) {
  const parts = text.split(':')
  if (parts.length === 3 && parts[2] !== '') return articleKey(parts[0], parts[1], parts[2])
  return isShortID(text) ? { name: '/s/' + text } : null
}

function wantedOnHost(address, root) {
  const article = parseAddress(address)
  if (article) return wantedArticle(article)
  if (!/^https?:/i.test(address)) address = 'http://' + (address[0] === '/' ? location.host : '') + address
  try {
    return wantedAt(new URL(address), root)
  } catch (e) {
    return null
  }
}

// find gives {state, target}. The state is "found", "gone" for what the owner
// took away and for articles of his accounts that nobody knows, "unknown",
// "preview", or "broken" when the table cannot be read.
async function find(wanted, folder) {
  if (!wanted) return { state: 'unknown' }
  if (wanted.preview) return { state: 'preview' }
  let table
  try {
    const answer = await fetch(folder + 'map/' + (hash(wanted.shard) % settings.shards) + '.json')
    if (!answer.ok) return { state: 'broken' }
    table = await answer.json()
  } catch (e) {
    return { state: 'broken' }
  }
  return answerFrom(table, wanted)
}

// answerFrom: in the table "" is gone, and null known without a page.
function answerFrom(table, wanted) {
  const name = wanted.names.find((n) => Object.prototype.hasOwnProperty.call(table, n))
  if (name === undefined) return { state: settings.accounts.includes(wanted.biz) ? 'gone' : 'unknown' }
  if (table[name] === '') return { state: 'gone' }
  const target = absolute(table[name])
  return target ? { state: 'found', target } : { state: 'unknown' }
}

// absolute is the target's address, or '' when it is none that a table may
// hold: scheme, host and path of plain characters, nothing a request contains.
function absolute(target) {
  if (!target) return ''
  const address = target[0] === '/' ? settings.origin + target : target
  return /^(https?:\/\/[a-z0-9._:[\]-]+)?\/(?!\/)[\w.~%:/[\]-]*$/.test(address) ? address : ''
}

// Sends the reader on, and speaks to him where the page has room for it: the
// page of the resolver itself has, a page of the owner's that only loads the
// script has not, and is left as it is unless the address is known.

const texts = {
  zh: {
    title: '旧文章链接',
    label: '粘贴旧文章的链接',
    button: '前往新地址',
    go: '如果没有自动跳转，请点这里',
    list: '全部旧链接',
    empty: '在下面粘贴一条旧的公众号文章链接，即可前往它的新地址。',
    searching: '正在查找……',
    found: '找到了，正在前往新地址。',
    gone: '这篇文章已删除，或没有收入存档。',
    unknown: '没有找到这个地址。如果您有文章的旧链接，请粘贴在下面。',
    preview: '这是一条临时的预览链接，打不开任何已发布的文章。请粘贴文章的正式链接。',
    broken: '暂时读不到地址表，请稍后再试。',
  },
  en: {
    title: 'Old article links',
    label: 'Paste the link of an old article',
    button: 'Go to the new address',
    go: 'Follow this link if nothing happens',
    list: 'All old links',
    empty: 'Paste the old link of an article below to get to its new address.',
    searching: 'Searching…',
    found: 'Found, on the way to the new address.',
    gone: 'This article was deleted or is not archived.',
    unknown: 'There is nothing at this address. If you have the old link of an article, paste it below.',
    preview: 'This is a temporary preview link, which names no published article. Paste the link of the article itself.',
    broken: 'The table of addresses cannot be read now. Please try again later.',
  },
}

const script = document.currentScript
const room = document.getElementById('wxbackup')
const folder = folderOf()
const root = cleanPath(percentDecoded(new URL(folder, location.href).pathname) || '/').replace(/\/[^/]*$/, '')
const words = /^en/i.test(navigator.language) ? texts.en : texts.zh

// folderOf is where the table lies: beside the script, at the place that the
// page names, or beside the page, which may be asked for without its slash.
function folderOf() {
  if (script.src) return new URL('.', script.src).href
  const named = document.documentElement.getAttribute('data-folder')
  return named || location.pathname.replace(/\/+(index\.html)?$/, '') + '/'
}

// asked is what the address of the page asks for; undefined when it is the
// resolver's own and asks for nothing.
function asked() {
  const here = location.pathname.replace(/\/+(index\.html)?$/, '') + '/'
  if (here !== new URL(folder, location.href).pathname || location.search) return wantedAt(location, root)
  const text = location.hash.slice(1)
  return wantedIn(text, root) || wantedIn(percentDecoded(text) || '', root) || undefined
}

function show(state, target) {
  if (!room) return
  room.setAttribute('data-state', state)
  document.getElementById('message').textContent = words[state]
  const link = document.getElementById('go')
  link.hidden = !target
  if (target) link.href = target
}

async function answer(wanted, go) {
  show('searching')
  const { state, target } = await find(wanted, folder)
  show(state, target)
  if (state === 'found' && target !== location.href) go(target)
}

function answerAddress() {
  const wanted = asked()
  if (wanted === undefined) return show('empty')
  return answer(wanted, (target) => location.replace(target))
}

function answerPaste(event) {
  event.preventDefault()
  answer(wantedIn(document.getElementById('link').value, root), (target) => location.assign(target))
}

function speak() {
  document.documentElement.lang = words === texts.en ? 'en' : 'zh-CN'
  document.title = words.title
  for (const e of room.querySelectorAll('[data-text]')) e.textContent = words[e.getAttribute('data-text')]
  const form = room.querySelector('form')
  form.hidden = false
  form.addEventListener('submit', answerPaste)
  window.addEventListener('hashchange', answerAddress)
}

if (room) speak()
answerAddress()
})()
