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
