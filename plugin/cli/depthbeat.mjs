#!/usr/bin/env node
import { requireNode } from '../setup/nodeVersion.mjs';

requireNode();
const { main } = await import('../../build/plugin/cli/main.js');
await main(process.argv.slice(2));
