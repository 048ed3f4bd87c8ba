// Answers requests as Vercel does with a vercel.json:
//
//	node vercel.mjs FOLDER <input.json >answers.json
//
// Input and output are those of netlify.mjs. FOLDER is where package.json was
// installed. Vercel's own package checks the file and makes routes of it; the
// routes are evaluated here as its documents say: the first whose pattern
// matches the path and whose conditions all hold, a condition's value being a
// regular expression for the whole.
import { createRequire } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'

const require = createRequire(path.resolve(process.argv[2]) + '/')
const { getTransformedRoutes, redirectsSchema } = require('@vercel/routing-utils')
const Ajv = createRequire(require.resolve('@vercel/routing-utils'))('ajv')

const { file, asks } = JSON.parse(fs.readFileSync(0, 'utf8'))
const { redirects } = JSON.parse(file)
const ajv = new Ajv()
const errors = ajv.validate(redirectsSchema, redirects) ? [] : [ajv.errorsText()]
const { routes, error } = getTransformedRoutes({ redirects })
if (error) errors.push(JSON.stringify(error))

const holds = (url, { type, key, value }) => {
  const given = type === 'host' ? url.hostname : url.searchParams.get(key)
  return given !== null && new RegExp(`^(?:${value})$`).test(given)
}
const patterns = (routes ?? []).map((route) => ({ ...route, pattern: new RegExp(route.src) }))
const answers = asks.map(({ host, target }) => {
  const url = new URL('https://' + host + target)
  const route = patterns.find(({ pattern, has = [] }) => pattern.test(url.pathname) && has.every((condition) => holds(url, condition)))
  return route ? { status: route.status, location: route.headers.Location } : { status: 404, location: '' }
})
process.stdout.write(JSON.stringify({ errors, answers }))
