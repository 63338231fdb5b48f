import { defineConfig } from 'vitest/config'

// kafkajs sets timers to times that are past, and Node warns of each.
const execArgv = ['--disable-warning=TimeoutNegativeWarning']
const node = { environment: 'node' as const, restoreMocks: true, execArgv }

/**
 * One after the other: what needs no broker, what needs one, what needs the whole pipeline. And apart from them what needs
 * a Docker engine, or a cluster with Knative, that of KUBECONFIG.
 */
export default defineConfig({
  test: {
    reporters: ['default', './dev/testing/count-reporter.ts'],
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: ['{functions,lib,dev,grafana,knative,load,proto,tests/unit}/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: './tests/integration/stack.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...node,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: './tests/e2e/prepare.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...node,
          name: 'compose',
          include: ['tests/compose/**/*.test.ts'],
          globalSetup: './tests/compose/stack.ts',
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...node,
          name: 'alerts',
          include: ['tests/alerts/**/*.test.ts'],
          globalSetup: './tests/e2e/prepare.ts',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...node,
          name: 'knative',
          include: ['tests/knative/**/*.test.ts'],
          globalSetup: './tests/knative/cluster.ts',
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})
