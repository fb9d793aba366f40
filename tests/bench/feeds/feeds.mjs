// The same feed by ical-generator: feeds.mjs NUMBER prints the milliseconds of the best of two.
import ical from 'ical-generator';

const text = 'Дата предложена и ждёт подтверждения сторон.\nДушанбе: 4 февраля 2027 года, 10:00\n' +
  'Бишкек: 4 февраля 2027 года, 11:00\nОбозначение: 2027';

function write(number) {
  const calendar = ical({ prodId: '-//bench//bench//EN' });
  const stamp = new Date('2026-11-02T08:15:00Z');
  for (let i = 0; i < number; i++) {
    const start = new Date((1801000000 + (i % 3000) * 86400) * 1000);
    calendar.createEvent({
      id: `0192e4b1-7a3c-7def-8000-${String(i).padStart(12, '0')}@tj-kg.council`,
      stamp, lastModified: stamp, start, end: new Date(start.getTime() + 3 * 3600 * 1000),
      timezone: 'Asia/Dushanbe', sequence: 0, status: 'CONFIRMED', transparency: 'OPAQUE',
      class: 'PUBLIC', summary: 'Второе очередное заседание Межправительственного совета',
      description: text,
      location: { title: 'Душанбе, Дворец нации', geo: { lat: 38.56, lon: 68.78 } },
      organizer: { name: 'Межправительственный совет', email: 'nobody@council.example' },
      categories: [{ name: 'очередное заседание' }],
    });
  }
  return calendar.toString().length;
}

let best = Infinity, size = 0;
for (let i = 0; i < 2; i++) {
  const begun = performance.now();
  size = write(Number(process.argv[2]));
  best = Math.min(best, performance.now() - begun);
}
console.log(`${best.toFixed(2)} ${size}`);
