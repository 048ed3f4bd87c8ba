// Sends the reader of an archived article from the platform to the new site.
// table is {origin, targets, keys, ids}: the number of the target by account
// and "mid:idx", and by short id.

function targetOf(article) {
  const table = JSON.parse(tableText)
  const key = article.name.split(':')
  const rows = article.biz ? table.keys[key[0]] || {} : table.ids
  const name = article.biz ? key[1] + ':' + key[2] : article.name.slice('/s/'.length)
  if (!Object.prototype.hasOwnProperty.call(rows, name)) return ''
  const target = table.targets[rows[name]]
  return target[0] === '/' ? table.origin + target : target
}

const article = location.hostname === platformHost && parseAddress(location.href)
const target = article && article.name ? targetOf(article) : ''
if (/^https?:\/\/[^/]/.test(target)) location.replace(target)
