import { AppConfig } from '#config/app-config';
import { LinuxHostPressure } from './linux-host-pressure';

const MEMINFO = 'MemTotal:       1000 kB\nMemFree:          10 kB\nMemAvailable:    750 kB\n';

describe('LinuxHostPressure', () => {
  const on = (files: Readonly<Record<string, string>>): LinuxHostPressure =>
    new LinuxHostPressure(new AppConfig(), (path) => {
      const text = files[path];
      return text === undefined
        ? Promise.reject(Object.assign(new Error('missing'), { code: 'ENOENT' }))
        : Promise.resolve(text);
    });
  const group = (max: string, current: number, inactive = 0): Readonly<Record<string, string>> => ({
    '/proc/meminfo': MEMINFO,
    '/sys/fs/cgroup/memory.max': `${max}\n`,
    '/sys/fs/cgroup/memory.current': `${current}\n`,
    '/sys/fs/cgroup/memory.stat': `anon 5\ninactive_file ${inactive}\n`,
  });

  it('goes by the machine where nothing limits this process', async () => {
    expect(await on({ '/proc/meminfo': MEMINFO }).memory()).toBeCloseTo(0.25);
    expect(await on(group('max', 900)).memory()).toBeCloseTo(0.25);
  });

  it('goes by the limit of the container, less what the kernel can give back at once', async () => {
    expect(await on(group('1000', 900)).memory()).toBeCloseTo(0.9);
    expect(await on(group('1000', 900, 400)).memory()).toBeCloseTo(0.5);
  });

  it('goes by the machine where that is the shorter one', async () => {
    expect(await on(group('1000000', 10)).memory()).toBeCloseTo(0.25);
  });
});
