/* Writes a picture as PNG: 8 bits an index into a palette of 256 colours, not compressed. */
#ifndef PNG_H
#define PNG_H

/* pixels: height rows of width indices; palette: 256 times red, green, blue. Returns 0, or -1 when the file cannot be written. */
int png_write(const char *path, int width, int height, const unsigned char *pixels, const unsigned char *palette);

#endif
