// Runs the resolver's script without a page. Reads {code, settings, shards,
// addresses, urls, pastes} from standard input; writes {addresses, urls,
// pastes}: the name that each address has, and {state, target, shard} for each
// URL that is asked for and each text that is pasted.
import fs from 'node:fs'

const { code, settings, shards, addresses, urls, pastes } = JSON.parse(fs.readFileSync(0, 'utf8'))
const names = 'parseAddress, wantedAt, wantedIn, answerFrom, hash'
const script = new Function('settings', 'location', code + '\nreturn {' + names + '}')(settings, { host: 'old.example.com' })
const tables = shards.map((text) => JSON.parse(text))

function answer(wanted) {
  if (!wanted) return { state: 'unknown' }
  if (wanted.preview) return { state: 'preview' }
  const shard = script.hash(wanted.shard) % settings.shards
  return { ...script.answerFrom(tables[shard], wanted), shard }
}

process.stdout.write(JSON.stringify({
  addresses: addresses.map((a) => script.parseAddress(a)?.name ?? ''),
  urls: urls.map((u) => answer(script.wantedAt(new URL(u), ''))),
  pastes: pastes.map((p) => answer(script.wantedIn(p, ''))),
}))
