# The text to a word processor and back: what a side changes there is its brackets.

load council

eval "common_$(declare -f setup)"

setup() {
  common_setup
  command -v pandoc >/dev/null || skip 'pandoc is not installed'
  export COUNCIL_NOW=2026-11-24T09:00:00Z
  council init --template "$BATS_TEST_DIRNAME/../support/fictitious.json"
  council meeting schedule 2027-02-12T10:00
  council agenda add 2027 'О взаимной торговле' --sector trade --by ar
  council delegation add 2027 --party ar --role head --person vymyslov
  council delegation add 2027 --party bo --role head --person primerzoda
  council decision add 2027 1 'подготовить программу' --executor 'ar:Министерство торговли' \
    --executor 'bo:Министерство энергетики' --due 2027-09-01
  council protocol draft 2027
  [ "$status" -eq 0 ]
}

# Changes words in the text of a docx as a word processor would: within its runs.
reword_docx() { # FROM TO PYTHON
  /usr/bin/python3 - "$@" <<'END'
import sys, re, zipfile
source, target, code = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, 'w') as new:
    for name in old.namelist():
        data = old.read(name)
        if name == 'word/document.xml':
            text = data.decode()
            paragraphs = re.findall(r'<w:p>.*?</w:p>', text, re.S)
            scope = {'text': text, 'paragraphs': paragraphs}
            exec(code, scope)
            data = scope['text'].encode()
        new.writestr(name, data)
END
}

@test "a file that comes back unchanged changes nothing, in any format and order of names" {
  for format in docx odt txt; do
    for party in ar bo; do
      council protocol export 2027 --to $format --for $party --out t.$format
      [ "$status" -eq 0 ]
      council protocol import 2027 t.$format --as $party --json
      [ "$status" -eq 0 ]
      [ "$output" = '[]' ]
    done
  done
}

@test "what a side changes in Word stands in brackets, and the names stay marks" {
  council protocol export 2027 --to docx --for bo --out t.docx
  pandoc t.docx -t plain | grep -q '^§1 ПРОТОКОЛ'
  reword_docx t.docx e.docx '
changed = [p for p in paragraphs if "Подготовить" in p][0]
text = text.replace(changed, changed.replace("программу", "план") +
    "<w:p><w:r><w:t>1.2. Вести учёт.</w:t></w:r></w:p>")
text = text.replace("состоялось", "прошло")'
  council protocol import 2027 e.docx --as bo --dry-run
  [[ $output == *'[-программу-] {+план+}'* ]]
  council protocol bracket 2027 --json
  [ "$output" = '[]' ]
  council protocol import 2027 e.docx --as bo --basis 'нота № 3' --json
  [ "$(jq -c '[.[] | [.kind, .unmarked]]' <<<"$output")" = \
    '[["reword",false],["reword",false],["insert",false]]' ]
  council protocol settle 2027 --take bo --as ar --json
  [ "$(jq .left <<<"$output")" -eq 0 ]
  council protocol show 2027 --for ar
  [[ $output == *'прошло первое очередное заседание Аркадско-Борейского'* ]]
  [[ $output == *'план'*'от Аркадской Стороны — Министерство торговли; от Борейской'* ]]
  council protocol show 2027 --for bo
  [[ $output == *'прошло первое очередное заседание Борейско-Аркадского'* ]]
  [[ $output == *'1.2.  Вести учёт.'* ]]
  council check
  [ "$status" -eq 0 ]
}

@test "a paragraph that lost its number is known by its words; a missing one is struck" {
  council protocol export 2027 --to txt --for ar --out t.txt
  sed -i -E 's/^§[0-9]+ (12 февраля 2027 года в городе)/\1/; /программу/d' t.txt
  council protocol import 2027 t.txt --as ar --json
  [ "$(jq -c '[.[].kind]' <<<"$output")" = '["strike"]' ]
}

@test "what cannot be brought in is named, and nothing of it stays" {
  council protocol export 2027 --to docx --for ar --out t.docx
  reword_docx t.docx table.docx '
text = text.replace("состоялось", "прошло").replace("</w:body>",
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r>"
    "</w:p></w:tc></w:tr></w:tbl></w:body>")'
  council protocol import 2027 table.docx --as ar --lang en
  refused 6 'a table cannot be brought into the text'
  reword_docx t.docx twice.docx 'text = text.replace("§2", "§1")'
  council protocol import 2027 twice.docx --as ar --lang en
  refused 6 'paragraph §1 is there twice'
  reword_docx t.docx other.docx 'text = text.replace("2027,", "2031,")'
  council protocol import 2027 other.docx --as ar --lang en
  refused 6 'it is the text of protocol 2031'
  echo junk >junk.docx
  council protocol import 2027 junk.docx --as ar --lang en
  refused 6 'it is no text of a word processor'
  echo junk >junk.txt
  council protocol import 2027 junk.txt --as ar --lang en
  refused 6 'cannot be its text'
  council protocol bracket 2027 --json
  [ "$output" = '[]' ]
}
