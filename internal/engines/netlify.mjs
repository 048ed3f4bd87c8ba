// Answers requests as Netlify does with a file _redirects:
//
//	node netlify.mjs FOLDER <input.json >answers.json
//
// The input is { "file": text, "asks": [{ "host", "target" }] }, a target being
// a path and a query in which browsers have yet to escape what they escape; the
// output { "errors": [text], "answers": [{ "status", "location" }] }. FOLDER is
// where package.json was installed. The file is read by both of Netlify's
// parsers, that of its engine and that of its builds; where they lead to
// different answers the status is -1.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const folder = path.resolve(process.argv[2])
const require = createRequire(folder + '/')
const engine = require('netlify-redirector')
const { parseAllRedirects } = await import(pathToFileURL(path.join(folder, '@netlify/redirect-parser/lib/index.js')))

const { file, asks } = JSON.parse(fs.readFileSync(0, 'utf8'))
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'netlify-'))
process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }))
const name = path.join(temporary, '_redirects')
fs.writeFileSync(name, file)
const { redirects, errors } = await parseAllRedirects({ redirectsFiles: [name], configRedirects: [], minimal: false })
const rules = redirects.map(({ from, query, ...rest }) => ({ ...rest, origin: from, params: query }))
const matchers = [await engine.parsePlain(file, {}), await engine.parseJSON(JSON.stringify(rules), {})]

const answers = asks.map(({ host, target }) => {
  const { protocol, pathname, search } = new URL('https://' + host + target)
  const request = { scheme: protocol.slice(0, -1), host, path: pathname, query: search.slice(1), headers: {}, cookieValues: {}, getHeader: () => '', getCookie: () => '' }
  const [answer, other] = matchers.map((matcher) => matcher.match(request) ?? { status: 404, to: '' })
  if (answer.status !== other.status || answer.to !== other.to) return { status: -1, location: `${answer.to} or ${other.to}` }
  return { status: answer.status, location: answer.status === 301 ? answer.to : '' }
})
process.stdout.write(JSON.stringify({ errors: errors.map(String), answers }))
