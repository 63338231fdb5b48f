import { memoryBench } from './memory-publisher.ts'
import { describePublisher } from './publisher.contract.ts'

describePublisher('memory', memoryBench)
