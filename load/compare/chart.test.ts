import { expect, test } from 'vitest'
import { barChart } from './chart.ts'

const bars = [
  { label: 'Kafka & "co"', value: 50 },
  { label: 'RabbitMQ', value: 100 },
]

test('bars are as long as their values are large', () => {
  const lengths = [...barChart('rate', bars).matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  )
  expect(lengths).toHaveLength(2)
  expect((lengths[0] ?? 0) / (lengths[1] ?? 1)).toBeCloseTo(0.5)
})

test('what a label says is text, whatever it holds', () => {
  expect(barChart('a < b', bars)).toContain('Kafka &amp; &quot;co&quot;')
  expect(barChart('a < b', bars)).toContain('aria-label="a &lt; b"')
})

test('nothing at all is drawn as nothing', () => {
  expect(barChart('rate', [{ label: 'a', value: 0 }])).toContain('width="0.0"')
})
