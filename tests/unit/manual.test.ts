import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { KEY_PREFIX } from '#lib/domain/names.ts'
import type { Env } from '#lib/platform/env.ts'
import { storeKeys } from '#lib/store/keys.ts'
import { functionManifests } from '../../knative/manifests.ts'
import { readExamples } from '../manual/blocks.ts'
import { commandsOf } from '../manual/commands.ts'
import { judge } from '../manual/judge.ts'
import { mustExist, read } from '../manual/repository.ts'
import { root } from './planted.ts'

const FILE = 'docs/manual-tecnico.md'
const page = read(FILE)
const examples = readExamples(page)
const judged = examples.filter(({ mode }) => mode === '').flatMap(({ text }) => commandsOf(text))
const chapter = (title: string) => page.split(/^## /m).find((one) => one.startsWith(title)) ?? ''

test('the manual has the twelve chapters of the original, in order', () => {
  const chapters = [...page.matchAll(/^## (\d+)\. (.+)$/gm)].map(([, number, title]) => `${number} ${title}`)
  expect(chapters).toEqual([
    '1 Arquitectura',
    '2 Carpetas',
    '3 Entorno',
    '4 Compilación',
    '5 Registro de imágenes',
    '6 Despliegue local',
    '7 Kubernetes',
    '8 Persistencia y expiración',
    '9 Grafana',
    '10 Solución de problemas',
    '11 Buenas prácticas',
    '12 Referencias',
  ])
})

test('every block of the manual says its language, and whoever is run says what is printed', () => {
  const fences = [...page.matchAll(/^```.*$/gm)].filter((_, index) => index % 2 === 0).map(([line]) => line)
  for (const fence of fences) expect(fence).toMatch(/^```(sh|sh run|sh poll|text|json)$/)
  for (const { mode, output, text } of examples) expect(output !== undefined, text).toBe(mode !== '')
})

test.each(judged.map((command) => [command.join(' '), command] as const))(
  '%s names what is there',
  (_, command) => {
    expect(() => judge(command)).not.toThrow()
  },
)

test.each([
  ['npm run nothing', 'no script'],
  ['npm start -- --sped 3', 'sped'],
  ['npm start -- --with podman', '--with takes'],
  ['npm run images -- --only ingress', '--only takes'],
  ['npm run deploy -- --overlay prod', '--overlay takes'],
  ['npm run load -- assigment', 'one profile'],
  ['npm run compare -- broker', 'no benchmark'],
  ['npm run secrets -- --force', 'no options'],
  ['npm run artifact -- pull latest', 'neither a digest'],
  ['docker compose -f compose.yml up', 'there is no compose.yml'],
  ['docker compose -f compose.dev.yml --profile all up', 'profile all'],
  ['docker compose -f compose.dev.yml logs ingress', 'service ingress'],
  ['docker compose -f compose.dev.yml logs ingest', 'needs --profile functions'],
  ['docker compose -f compose.dev.yml up --watch', 'watch'],
  ['docker login zot.local:5000 -u admin', 'user of Zot admin'],
  ['kubectl get ksvc', 'namespace'],
  ['kubectl get ksvcs -n weather', 'kind ksvcs'],
  ['kubectl get pingsource tick -n weather', 'pingsource tick'],
  ["kubectl get secret -n weather valkey -o jsonpath='{.data.root}'", 'key of valkey root'],
  ['kubectl logs -n weather -l serving.knative.dev/service=api -c user-container', 'function api'],
  ['kubectl get pods -n weather --al', 'al'],
  ['kn service update ingress -n weather --traffic @latest=100', 'function ingress'],
  ['kn service update ingest -n weather --traffic @latest=90', 'add up'],
  ['kn service update ingest -n weather --scale-max 9', 'at most 3'],
  ['kind load image-archive .dev/images/ingress.tar', 'archive'],
  ['knative/kn.sh --now', 'no options'],
  ['make deploy', 'nobody judges make'],
])('a judge finds what is wrong with: %s', (text, trouble) => {
  const [command = []] = commandsOf(text)
  expect(() => judge(command)).toThrow(trouble)
})

test('commands are read as a shell reads them', () => {
  const text = `a 'b c' "d"e \\\n  f && g -x='h i' | i # not this\nurl http://x/#y > out; last`
  expect(commandsOf(text)).toEqual([
    ['a', 'b c', 'de', 'f'],
    ['g', '-x=h i'],
    ['i'],
    ['url', 'http://x/#y'],
    ['last'],
  ])
})

test('what the manual links to is there, its own headings too', () => {
  const slugs = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
  for (const [, target = ''] of page.matchAll(/\]\(([^)]+)\)/g)) {
    if (target.startsWith('#')) expect(slugs).toContain(target.slice(1))
    else if (!target.startsWith('https://')) mustExist(join(dirname(FILE), target))
  }
})

test('the files and folders that the manual names are there', () => {
  const folders = globSync('*/', { cwd: root }).join('|')
  const named = [...page.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name)
  const paths = named.filter((name) => new RegExp(`^(${folders})/`).test(name))
  expect(paths.length).toBeGreaterThan(15)
  for (const path of paths.filter((one) => !/^(dist|node_modules)/.test(one))) mustExist(path)
})

test('every function of the folder chapter is there, and none is missing', () => {
  const [, list = ''] = /\| `functions\/` \|.*?proceso: (.*?) \|/.exec(chapter('2. ')) ?? []
  const folders = globSync('functions/*/main.ts', { cwd: root }).map((file) => file.split('/')[1])
  expect([...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort()).toEqual(folders.sort())
})

test('the manual tells how far each function grows, as its manifest says', () => {
  const rows = [...chapter('7. ').matchAll(/^\| (`.*?) \| 0 a (\d+) \| (\d+) \|/gm)].flatMap(
    ([, names = '', most, target]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [name, `0 ${most} ${target}`] as const),
  )
  const bounds = [...functionManifests()].map(([name, { spec }]) => {
    const { annotations } = spec.template.metadata
    const of = (bound: string) => annotations[`autoscaling.knative.dev/${bound}`]
    return [name, `${of('min-scale')} ${of('max-scale')} ${of('target')}`] as const
  })
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(bounds))
})

test('every key of the store that the manual tells is one of the store', () => {
  const keys = Object.values(storeKeys(KEY_PREFIX)).flatMap((key) =>
    typeof key === 'string'
      ? [key]
      : ['<station>', '<slug>', 'temperature', 'humidity'].map((one) => key(one as 'temperature')),
  )
  const rows = [...chapter('8. ').matchAll(/^\| (`weather.*?) \|/gm)].map(([, cell = '']) => cell)
  const told = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key))
  expect(told.length).toBeGreaterThan(15)
  expect(told.filter((key) => !keys.includes(key as string))).toEqual([])
})

const configs = globSync('functions/*/config.ts', { cwd: root })

test.each(configs)(
  'the manual tells all variables of %s with their function, and no others',
  async (file) => {
    const name = file.split('/')[1] as string
    const { loadConfig }: { loadConfig: (env: Env) => unknown } = await import(join(root, file))
    const asked = new Set<string>()
    const asking = new Proxy<Env>({}, { get: (_target, variable) => void asked.add(String(variable)) })
    expect(() => loadConfig(asking)).toThrow('is required')
    const told = variablesOf(name)
    expect(told.sort()).toEqual([...asked].sort())
  },
)

function variablesOf(name: string): string[] {
  const rows = [...chapter('3. ').matchAll(/^\| (`[A-Z].*?) \| (.*?) \|/gm)]
  return rows
    .filter(([, , functions = '']) => functions === 'todas' || functions.includes(`\`${name}\``))
    .flatMap(([, names = '']) => [...names.matchAll(/`([A-Z_]+)`/g)].map(([, variable = '']) => variable))
}
