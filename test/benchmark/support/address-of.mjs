/** The URL that a starting service prints. */
export function addressOf(service) {
  return new Promise((resolve, reject) => {
    let printed = '';
    service.stdout.setEncoding('utf8').on('data', (text) => {
      if (printed.includes('is up on')) return;
      printed += text;
      const [, url] = /is up on (http:\/\/[\d.]+:\d+)/.exec(printed) ?? [];
      if (url !== undefined) resolve(url);
    });
    service.once('exit', () => reject(new Error(`The service ended:\n${printed}`)));
  });
}
