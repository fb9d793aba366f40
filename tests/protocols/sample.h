/* A protocol of a council that does not exist: Аркадия and Борея, six pages of everything. */
#pragma once

#include "protocols/document.h"

#define SAMPLE_DELEGATES 42

static const char *const sample_paragraphs[] = {
  "В соответствии с Соглашением о создании Межправительственного совета по развитию "
  "сотрудничества второе заседание Борейско-Аркадского межправительственного совета "
  "состоялось "
  "13 февраля 2026 года в г. Снежногорск под председательством Председателя Правительства "
  "Республики Борея А. Б. Ветрова и Главы Кабинета Министров Республики Аркадия В. Г. "
  "Лугового.",
  "Стороны отметили, что товарооборот за 2025 год достиг 13 400 тыс. долл., что на 12 % выше "
  "показателя предыдущего года, и подчеркнули важность дальнейшего расширения "
  "взаимовыгодного торгово-экономического и инвестиционного сотрудничества, в т. ч. в рамках "
  "Программы «Соседи — партнёры» на 2026–2030 годы.",
  "Борейская Сторона проинформировала о завершении строительства подстанции «Северная» и "
  "готовности начать поставки электроэнергии в объёме до 450 МВт в осенне-зимний период, если "
  "бы согласование технических условий завершилось до 1 июля 2026 г. Аркадская Сторона "
  "приняла "
  "информацию к сведению.",
  "Имена и названия на языках соседей печатаются без искажений: Қурбон Ғафурзода, Ҷамшед "
  "Ҳикматӣ, Ӯктам; Өмүрбек Ыңтымаков, Жаңыл, Күн-Төбө; цены — в ₽, документ — № "
  "17, "
  "§ "
  "4.",
  "Стороны поручили министерствам транспорта обеих государств в срок до 1 сентября 2026 года "
  "разработать и представить на согласование проект межправительственного соглашения о "
  "международном автомобильном сообщении, предусматривающий трёх- и четырёхсторонние "
  "перевозки, "
  "электронный обмен разрешениями и \"зелёный коридор \"Снежногорск\" для скоропортящихся "
  "товаров\".",
};

static inline void
sample_add_items (Document *document)
{
  static const char *const items[] = {
    "О состоянии и перспективах торгово-экономического сотрудничества",
    "О взаимодействии в области энергетики и рационального использования водных ресурсов",
    "О развитии транспортного сообщения и транзитных перевозок",
    "О культурно-гуманитарном сотрудничестве, туризме и спорте"
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u.", i + 1);

      document_add_item_heading (document, number, items[i]);
      document_add_paragraph (document, sample_paragraphs[1 + i]);
      document_add_lead_in (document, "Стороны договорились:");
      document_add_list_item (document, "1)",
                              "продолжить работу по устранению административных барьеров во "
                              "взаимной торговле и упрощению таможенных процедур;");
      document_add_list_item (document, "2)",
                              "провести в г. Лугоград совместный деловой форум с участием "
                              "представителей предпринимательского сообщества;");
      document_add_list_item (document, "3)", "обменяться перечнями проектов.");
      document_add_paragraph (document, sample_paragraphs[1 + (i + 2) % 4]);
    }
}

static inline void
sample_add_delegation (Document *document, const char *label, const char *party, guint n)
{
  g_autofree char *title = g_strdup_printf ("Состав делегации %s", party);
  DocumentTable *table;

  document_add_annex (document, label,
                      "к Протоколу второго заседания\nБорейско-Аркадского "
                      "межправительственного совета",
                      title);
  table = document_add_table (document);
  document_table_add_column (table, "№", 1, DOCUMENT_ALIGN_CENTRE);
  document_table_add_column (table, "Фамилия, имя", 5, DOCUMENT_ALIGN_LEFT);
  document_table_add_column (table, "Должность", 9, DOCUMENT_ALIGN_LEFT);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("Делегат %u", i);
      const char *const cells[] = {
        number, name,
        i % 3 == 0 ? "заместитель министра экономического развития и торговли, руководитель "
                     "рабочей группы по промышленной кооперации"
                   : "начальник управления международного сотрудничества",
        NULL
      };

      document_table_add_row (table, cells);
    }
}

static inline Document *
sample_document (guint columns)
{
  Document *document = document_new (
      "Протокол второго заседания Борейско-Аркадского межправительственного совета", "ru");
  g_autoptr(GDateTime) created = g_date_time_new_utc (2026, 2, 13, 9, 30, 0);
  DocumentSignatures *signatures;

  document_set_subject (document, "Заседание 13 февраля 2026 года, Снежногорск");
  document_set_keywords (document, "протокол; заседание; Борея & Аркадия");
  document_set_author (document, "Борейско-Аркадский межправительственный совет");
  document_set_created (document, created);
  document_add_title (document, "ПРОТОКОЛ");
  document_add_subtitle (document, "второго очередного заседания Борейско-Аркадского "
                                   "межправительственного совета по развитию сотрудничества");
  document_add_place_and_date (document, "г. Снежногорск", "13 февраля 2026 г.");
  document_add_paragraph (document, sample_paragraphs[0]);
  document_add_paragraph (document, "Составы делегаций прилагаются (приложения 1 и 2).");
  sample_add_items (document);
  document_add_note (document,
                     "Настоящий Протокол составлен для проверки набора: такого совета "
                     "нет.");
  signatures = document_add_signatures (
      document,
      "Совершено в городе Снежногорск «13» февраля 2026 года в двух экземплярах, каждый "
      "на русском языке, причём оба текста имеют одинаковую силу.");
  document_signatures_add_column (
      signatures,
      "За Борейскую Сторону\nПредседатель Правительства\nРеспублики "
      "Борея",
      "А. Б. Ветров");
  document_signatures_add_field (signatures, "signature-bo");
  document_signatures_add_column (
      signatures,
      "За Аркадскую Сторону\nГлава Кабинета Министров — Председатель "
      "Совета Республики Аркадия",
      "В. Г. Луговой");
  document_signatures_add_field (signatures, "signature-ar");
  if (columns > 2)
    document_signatures_add_column (signatures, "За Наблюдателя\nПосол Республики Виталия",
                                    "Е. Ё. Ярова");
  sample_add_delegation (document, "Приложение 1", "Республики Борея", SAMPLE_DELEGATES);
  sample_add_delegation (document, "Приложение 2", "Республики Аркадия", 5);
  return document;
}
