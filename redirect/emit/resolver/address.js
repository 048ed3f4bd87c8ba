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
