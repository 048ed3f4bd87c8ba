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
