// Matches addresses as the browser extension Redirector documents it and its
// js/redirect.js does, written anew: the first rule whose include pattern, a
// regular expression without regard to case, is found in the address, and whose
// exclude pattern is not, gives the target, in which $1, $2… are groups. It is
// no copy of the extension. Reads {file, addresses} from standard input, writes
// {targets, errors, milliseconds}: errors are the rules that the extension
// would mark as broken by their own example.
import fs from 'node:fs'

const { file, addresses } = JSON.parse(fs.readFileSync(0, 'utf8'))
const rules = file.redirects.map((r) => ({ ...r, include: new RegExp(r.includePattern, 'i'), exclude: r.excludePattern && new RegExp(r.excludePattern, 'i') }))

function apply(rule, address) {
  const found = rule.include.exec(address)
  if (!found || rule.disabled || (rule.exclude && rule.exclude.test(address))) return ''
  return found.slice(1).reduce((target, group, i) => target.replaceAll('$' + (i + 1), group ?? ''), rule.redirectUrl)
}

function targetOf(address) {
  for (const rule of rules) {
    const target = rule.appliesTo.includes('main_frame') && apply(rule, address)
    if (target) return target
  }
  return ''
}

const before = performance.now()
const targets = addresses.map((a) => targetOf(new URL(a).href))
const milliseconds = performance.now() - before
const errors = rules.filter((r) => apply(r, r.exampleUrl) !== r.redirectUrl).map((r) => r.description)
process.stdout.write(JSON.stringify({ targets, errors, milliseconds }))
