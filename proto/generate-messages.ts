import protobuf from 'protobufjs'

/**
 * The code of every message and the methods of every service, as one file that needs only protobufjs/minimal: what
 * protobufjs would otherwise write from the descriptor with each start of a process.
 */
export function messagesOf(root: protobuf.Root): string {
  root.resolveAll()
  const [enums, types, services] = [
    of(root, protobuf.Enum),
    of(root, protobuf.Type),
    of(root, protobuf.Service),
  ]
  return `${[
    '// @ts-nocheck: what protobufjs writes is untyped; lib/platform/proto.ts gives it its types.',
    `import protobuf from 'protobufjs/minimal.js'`,
    'const { Reader, Writer, util } = protobuf',
    '// Seconds are the only 64-bit numbers here, and fit a number: no objects are made of them.',
    'util.Long = null',
    'protobuf.configure()',
    ...enums.map((one) => `const ${nameOf(one)} = { values: ${JSON.stringify(one.valuesById)} }`),
    ...types.map(codeOf),
    ...types.map(linksOf),
    'export const services = {',
    ...services.map(serviceOf),
    '}',
  ].join('\n')}\n`
}

/** Everything of a kind, in the order of the files. */
function of<Kind extends protobuf.ReflectionObject>(
  space: protobuf.NamespaceBase,
  kind: abstract new (...args: never[]) => Kind,
): Kind[] {
  return space.nestedArray.flatMap((one) => [
    ...(one instanceof kind ? [one] : []),
    ...(one instanceof protobuf.Namespace ? of(one, kind) : []),
  ])
}

/** `chaac.weather.v1.Reading` is `chaac_weather_v1_Reading`. */
function nameOf({ fullName }: protobuf.ReflectionObject): string {
  return fullName.slice(1).replaceAll('.', '_')
}

/** A message as the functions that protobufjs writes expect it: they call it `this`, and its fields' types `types`. */
function codeOf(type: protobuf.Type): string {
  return `const ${nameOf(type)} = ((types) => ({
  types,
  name: ${JSON.stringify(type.name)},
  ctor: ${protobuf.Type.generateConstructor(type)},
  encode: ${protobuf.encoder(type)},
  decode: ${protobuf.decoder(type)},
  fromObject: ${protobuf.converter.fromObject(type)},
  toObject: ${protobuf.converter.toObject(type)},
}))([])`
}

/** After all of them, as messages may hold each other. */
function linksOf(type: protobuf.Type): string {
  const links = type.fieldsArray.map(({ resolvedType }) => (resolvedType ? nameOf(resolvedType) : 'null'))
  return `${nameOf(type)}.types.push(${links.join(', ')})`
}

function serviceOf(service: protobuf.Service): string {
  const name = service.fullName.slice(1)
  return [
    `  ${JSON.stringify(name)}: {`,
    ...service.methodsArray.map(({ name: method, requestStream, responseStream, ...types }) => {
      const [request, response] = [types.resolvedRequestType, types.resolvedResponseType]
      if (request === null || response === null) throw new Error(`${name}.${method} has no types`)
      return `    ${method}: {
      path: ${JSON.stringify(`/${name}/${method}`)},
      requestStream: ${requestStream === true},
      responseStream: ${responseStream === true},
      originalName: ${JSON.stringify(protobuf.util.lcFirst(method))},
      request: ${nameOf(request)},
      response: ${nameOf(response)},
    },`
    }),
    '  },',
  ].join('\n')
}
