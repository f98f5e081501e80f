import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../pipeline/package-root.ts';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');

it('scrapes the workers of docker-compose.yml where they listen', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true });
  const [{ dns_sd_configs: found }] = parse(read('dashboard/prometheus.yml')).scrape_configs;
  for (const { names, port } of found)
    for (const name of names) expect(services[name].environment.SEVENLLM_METRICS_PORT).toBe(String(port));
});

it('alerts with a sentence on what to do, and every panel asks for something', () => {
  const { groups } = parse(read('dashboard/alerts.yml'));
  for (const { alert, expr, annotations } of groups[0].rules) {
    expect(alert).toMatch(/^Sevenllm[A-Z]/);
    expect(expr).toMatch(/sevenllm_|process_|nodejs_/);
    expect(annotations.description).toMatch(/\.$/);
  }
  const { panels } = JSON.parse(read('dashboard/grafana.json'));
  expect(new Set(panels.map(({ id }: { id: number }) => id)).size).toBe(panels.length);
  for (const { targets } of panels) for (const { expr } of targets) expect(expr).toMatch(/(sevenllm|process|nodejs)_/);
});
