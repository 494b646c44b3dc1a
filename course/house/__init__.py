"""A municipality's house style in about ten colours, a logo and a font.

``colour`` reckons with colours, ``style`` says what a house style holds, ``colours`` fills in the
colours that were not given and knows which pairs must be told apart.
"""
