import { isIPv4 } from 'node:net'
import { parseArgs } from 'node:util'

/** What `node tests/knative/brokers/main.ts` understands. */
export const help = `node tests/knative/brokers/main.ts --address IP [--secure]

Kafka, RabbitMQ and Valkey on this machine, for a cluster without any (the overlay existing), until Ctrl-C.
Makes the Secrets that the manifests name, and Services for the three, in the namespace weather of KUBECONFIG's cluster.

  --address IP  this machine's address as pods reach it: for kind that of the Docker network's gateway
  --secure      Kafka lets in only over TLS and with a login, RabbitMQ only over TLS, with certificates of an authority
                made for this run: for the components kafka-auth and rabbitmq-tls`

/** Where the brokers listen, and how. */
export type BrokersOptions = { address: string; secure: boolean; help: boolean }

/** Reads the command line. @throws an error that says what is wrong with it */
export function readBrokersOptions(args: readonly string[]): BrokersOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      address: { type: 'string', default: '' },
      secure: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (!values.help && !isIPv4(values.address))
    throw new Error(`--address takes the address that pods reach, not "${values.address}"`)
  return values
}
