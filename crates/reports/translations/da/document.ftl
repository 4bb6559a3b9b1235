document-skip = Gå til indholdet
document-contents = Indhold
document-table = Tabel { $number }. { $caption }
document-figure = Figur { $number }. { $caption }
document-numbers = Tallene bag figur { $it }
document-numbers-caption = Tallene bag figur { $number }. { $caption }
document-page = Side { $it }
document-appendix = Tallene bag figurerne
