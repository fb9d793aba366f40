-- A row in every journalled table that the template leaves empty, and a second state of some.
-- One statement a line.
INSERT INTO setting (key, value, basis) VALUES ('usual-month', '3', 'письмо № 9')
INSERT INTO own_setting (key, value) VALUES ('own-party', 'ar')
INSERT INTO meeting (id, body, ref, kind, state, host, starts_at, ends_at, time_zone, city, venue, form, url, ordinal, reason, requested_by, requested_on, request_basis, cancelled_reason, sample, created_at, changed_at) SELECT 'm1', b.id, '2026-E1', 'extraordinary', 'held', p.id, '2026-02-12T04:00:00Z', '2026-02-12T08:00:00Z', p.time_zone, 'Аркадск', 'Дом приёмов', 'hybrid', 'https://example.org/1', 1, 'срочный вопрос', p.id, '2026-01-10', 'нота № 1', 'нет', 1, '2026-01-10T00:00:00Z', '2026-02-12T08:00:00Z' FROM body AS b, party AS p WHERE b.kind = 'council' AND p.code = 'ar'
INSERT INTO meeting_move (id, meeting, from_start, to_start, reason, moved_on) VALUES ('mm1', 'm1', '2026-02-01T04:00:00Z', '2026-02-12T04:00:00Z', 'болезнь', '2026-01-20')
INSERT INTO imported_meeting (id, meeting, uid, imported_on) VALUES ('im1', 'm1', '040000008200E00074C5B7101A82E008', '2026-11-24')
INSERT INTO confirmation (id, meeting, party, confirmed_on, basis) SELECT 'c1', 'm1', id, '2026-01-21', 'письмо № 2' FROM party WHERE code = 'bo'
INSERT INTO answer (id, meeting, party, kind, starts_at, reason, answered_on, basis) SELECT 'a1', 'm1', id, 'counter', '2026-02-12T04:00:00Z', 'раньше нельзя', '2026-01-15', 'письмо № 3' FROM party WHERE code = 'bo'
INSERT INTO host_swap (id, meeting, rule_host, host, reason, state, proposed_on) SELECT 'hs1', 'm1', a.id, b.id, 'ремонт', 'pending', '2026-01-12' FROM party AS a, party AS b WHERE a.code = 'ar' AND b.code = 'bo'
INSERT INTO host_swap_consent (id, swap, party, consented_on, basis) SELECT 'hc1', 'hs1', id, '2026-01-13', 'письмо № 4' FROM party WHERE code = 'ar'
INSERT INTO deadline_outcome (id, meeting, step, party, outcome, due, done_on, act, note, basis, recorded_on, void_on, void_reason) SELECT 'do1', 'm1', 'delegations', id, 'met', '2026-02-09', '2026-02-05', 'by-hand', 'список по почте', 'письмо № 5', '2026-02-06', '2026-02-07', 'corrected' FROM party WHERE code = 'bo'
INSERT INTO day_off_kept (id, meeting, party, date, reason, basis, kept_on) SELECT 'dk1', 'm1', id, '2026-02-12', 'по договорённости', 'письмо № 5', '2026-02-06' FROM party WHERE code = 'bo'
INSERT INTO agenda_item (id, meeting, position, title, sector, proposed_by, discussion, state, sample) SELECT 'i1', 'm1', 1, 'О торговле', s.id, p.id, 'Стороны отметили', 'adopted', 1 FROM sector AS s, party AS p WHERE s.code = 'trade' AND p.code = 'ar'
INSERT INTO rapporteur (id, item, party, who) SELECT 'r1', 'i1', id, 'Министерство энергетики' FROM party WHERE code = 'ar'
INSERT INTO invitation (id, item, member) SELECT 'in1', 'i1', id FROM member WHERE handle = 'ar-power'
INSERT INTO delegate (id, meeting, party, position, role, person, name, post, attended, sample) SELECT 'd1', 'm1', p.id, 1, 'head', n.id, 'Вымыслов Леонид Петрович', 'Премьер-министр', 1, 1 FROM party AS p, person AS n WHERE p.code = 'ar' AND n.handle = 'vymyslov'
INSERT INTO delegate (id, meeting, party, position, role, name, post, substitutes) SELECT 'd2', 'm1', id, 2, 'delegate', 'Делегат 2', 'министр', 'd1' FROM party WHERE code = 'ar'
INSERT INTO decision (id, ref, item, position, text, due, state, sample) VALUES ('de1', '2026-E1/1.1', 'i1', 1, 'Ускорить работу', '2026-12-01', 'agreed', 1)
INSERT INTO executor (id, decision, party, who) SELECT 'e1', 'de1', id, 'Агентство по торговле' FROM party WHERE code = 'bo'
INSERT INTO decision_progress (id, decision, noted_on, party, percent, text) SELECT 'dp1', 'de1', '2026-06-01', id, 40, 'начато' FROM party WHERE code = 'bo'
INSERT INTO initiative (id, ref, sector, proposed_by, proposed_on, title, text, state, sample) SELECT 'in1', 'I-2026-1', s.id, p.id, '2026-02-12', 'Ярмарка', 'Ежегодная ярмарка', 'proposed', 1 FROM sector AS s, party AS p WHERE s.code = 'trade' AND p.code = 'bo'
INSERT INTO initiative_step (id, initiative, noted_on, state, text, meeting) VALUES ('is1', 'in1', '2026-02-12', 'considered', 'рассмотрена', 'm1')
INSERT INTO body (id, kind, handle, sample) VALUES ('g1', 'group', 'energy-group', 1), ('g2', 'group', 'old-group', 1)
INSERT INTO working_group (id, kind, name, mandate, sector, decision, state, since, until, dissolved_on, dissolved_reason, sample) SELECT 'g1', 'temporary', 'по энергетике', 'подготовить программу', id, 'de1', 'active', '2026-02-12', '2026-12-31', '2027-01-01', 'выполнено', 1 FROM sector WHERE code = 'energy'
INSERT INTO working_group (id, kind, name, mandate, state, successor) VALUES ('g2', 'permanent', 'по торговле', 'вести переговоры', 'active', 'g1')
INSERT INTO group_extension (id, working_group, from_until, to_until, reason, decision, extended_on) VALUES ('ge1', 'g1', '2026-06-30', '2026-12-31', 'не завершено', 'de1', '2026-05-01')
INSERT INTO group_member (id, working_group, party, role, position, person, member, name, post, since, until, basis, sample) SELECT 'gm1', 'g1', p.id, 'co-lead', 1, n.id, m.id, 'Озёрная Нина Ивановна', 'начальник управления', '2026-02-12', '2026-12-31', 'письмо № 6', 1 FROM party AS p, person AS n, member AS m WHERE p.code = 'ar' AND n.handle = 'ozernaya' AND m.handle = 'ar-energy'
INSERT INTO group_report (id, working_group, meeting, reported_on, text, sample) VALUES ('gr1', 'g1', 'm1', '2026-02-12', 'доложено', 1)
INSERT INTO protocol (id, meeting, state, text_sha256, issue, city, signing_date, sample, created_at, changed_at) VALUES ('p1', 'm1', 'issued', 'ab', 1, 'Аркадск', '2026-02-12', 1, '2026-02-12T08:00:00Z', '2026-02-12T08:00:00Z')
INSERT INTO clause (id, protocol, position, kind, label, text, source) VALUES ('cl1', 'p1', 1, 'item', '1', 'О торговле', 'i1')
INSERT INTO agreement (id, protocol, party, text_sha256, agreed_on, basis) SELECT 'ag1', 'p1', id, 'ab', '2026-02-12', 'письмо № 7' FROM party WHERE code = 'ar'
INSERT INTO signatory (id, protocol, issue, party, person, capacity, name, title) SELECT 's1', 'p1', 1, p.id, n.id, 'full', 'Л.П. Вымыслов', 'Премьер-министр' FROM party AS p, person AS n WHERE p.code = 'ar' AND n.handle = 'vymyslov'
INSERT INTO original (id, protocol, issue, keeper, sha256, issued_at) SELECT 'o1', 'p1', 1, id, '@BLOB@', '2026-02-12T08:00:00Z' FROM party WHERE code = 'ar'
INSERT INTO scan (id, original, sha256, signed_on, city, attached_by, attached_at) VALUES ('sc1', 'o1', '@BLOB@', '2026-02-12', 'Аркадск', 'секретариат', '2026-02-13T08:00:00Z')
INSERT INTO scan_signature (id, scan, signatory) VALUES ('ss1', 'sc1', 's1')
INSERT INTO signature (id, original, signatory, position, before_sha256, sha256, signed_at, stamped_at, subject, issuer, serial, fingerprint, doubts, signed_by) VALUES ('sg1', 'o1', 's1', 1, '@BLOB@', '@BLOB@', '2026-02-12T09:00:00Z', '2026-02-12T09:00:05Z', 'CN = Л.П. Вымыслов', 'CN = Удостоверяющий центр', '01', 'cd', 'истекает завтра', 'секретариат')
INSERT INTO signature_request (id, original, signatory, before_sha256, prepared_at, certificates, digest, doubts) VALUES ('sr1', 'o1', 's1', '@BLOB@', '2026-02-12T09:00:00Z', 'PEM', 'ef', NULL)
INSERT INTO feed (id, handle, secret, kind, party, working_group, person, lang, name, created_at, revoked_at) SELECT 'f1', 'meetings-ar', 'abcdefghijklmnopqrstuvwxyz234567', 'meetings', p.id, 'g1', n.id, 'ru', 'Заседания', '2026-11-24T09:00:00Z', '2026-11-25T09:00:00Z' FROM party AS p, person AS n WHERE p.code = 'ar' AND n.handle = 'vymyslov'
INSERT INTO disclosure (id, protocol, disclosed_at, basis) VALUES ('dc1', 'p1', '2026-11-24T09:00:00Z', 'письмо № 9')
INSERT INTO protocol_version (id, protocol, number, verb, saved_at, saved_by, party, text_sha256, sha256, form, agreed_on) VALUES ('v1', 'p1', 1, 'draft', '2026-02-12T08:00:00Z', 'секретариат', 'ar', 'ab', '@BLOB@', 'full', '2026-02-12')
INSERT INTO comment (id, protocol, number, clause, party, text, commented_on, basis, resolved_on, resolved_by) SELECT 'co1', 'p1', 1, 'cl1', id, 'уточнить', '2026-02-10', 'письмо № 8', '2026-02-11', id FROM party WHERE code = 'ar'
INSERT INTO bracket (id, protocol, number, kind, clause, clause_kind, label, text, party, proposed_on, basis, state, settled_on) SELECT 'pr1', 'p1', 1, 'insert', 'cl1', 'paragraph', NULL, 'Стороны согласились.', id, '2026-02-10', 'письмо № 8', 'adopted', '2026-02-11' FROM party WHERE code = 'ar'
INSERT INTO bracket_consent (id, bracket, party, consented_on, basis) SELECT 'pc1', 'pr1', id, '2026-02-11', 'нота № 2' FROM party WHERE code = 'bo'
INSERT INTO archive_copy (id, scan, sha256, party, person, name, title, certified_on, made_at, made_by) SELECT 'ac1', 'sc1', '@BLOB@', p.id, n.id, 'Н. И. Озёрная', 'ответственный секретарь', '2026-02-14', '2026-02-14T08:00:00Z', 'секретариат' FROM party AS p, person AS n WHERE p.code = 'ar' AND n.handle = 'ozernaya'
UPDATE term SET until = '2027-01-01' WHERE person = (SELECT id FROM person WHERE handle = 'vymyslov')
INSERT INTO party_period (id, handle, party, starts_at, ends_at, all_day, tentative, reason, noted_on, basis) SELECT 'pp1', 'bo-2027-03-01', id, '2027-02-28T18:00:00Z', '2027-03-03T18:00:00Z', 1, 0, 'выборы', '2026-11-24', 'письмо № 8' FROM party WHERE code = 'bo'
UPDATE person SET email = 'vymyslov@example.org', mail_lang = 'en' WHERE handle = 'vymyslov'
INSERT INTO mail (id, number, meeting, person, party, name, address, lang, method, sequence, told, reason, subject, message_id, sha256, made_at) SELECT 'ml1', 1, 'm1', n.id, p.id, 'Вымыслов Леонид Петрович', 'vymyslov@example.org', 'ru', 'REQUEST', 2, 'start=2026-02-12T04:00:00Z', 'по просьбе', 'Приглашение', 'ml1@example.org', '@BLOB@', '2026-02-01T08:00:00Z' FROM party AS p, person AS n WHERE p.code = 'ar' AND n.handle = 'vymyslov'
