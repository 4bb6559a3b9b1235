document-skip = Skip to the content
document-contents = Contents
document-table = Table { $number }. { $caption }
document-figure = Figure { $number }. { $caption }
document-numbers = The numbers behind figure { $it }
document-numbers-caption = The numbers behind figure { $number }. { $caption }
document-page = Page { $it }
document-appendix = The numbers behind the figures
