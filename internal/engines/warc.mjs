// Reads a web archive with warcio and writes a JSON array of its records:
//
//	node warc.mjs FOLDER FILE >records.json
//
// FOLDER is where package.json was installed. Bodies are decoded from chunks
// and content encodings, and written in base64.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import fs from 'node:fs'
import path from 'node:path'

const [folder, file] = process.argv.slice(2)
const require = createRequire(path.resolve(folder) + '/')
const { WARCParser } = await import(pathToFileURL(require.resolve('warcio')))

const records = []
for await (const record of new WARCParser(fs.createReadStream(file))) {
  const body = await record.readFully(true)
  records.push({
    type: record.warcType,
    address: record.warcTargetURI ?? '',
    date: record.warcDate ?? '',
    status: Number(record.httpHeaders?.statusCode ?? 0),
    mediaType: record.httpHeaders?.headers.get('content-type') ?? record.warcContentType ?? '',
    body: Buffer.from(body ?? []).toString('base64'),
  })
}
process.stdout.write(JSON.stringify(records))
