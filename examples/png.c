#include "png.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORED_BLOCK = 65535 };

static uint32_t crc32_of(uint32_t crc, const unsigned char *bytes, size_t count)
{
    crc = ~crc;
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

static void put32(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* A chunk is its length, its type, the bytes and the CRC of type and bytes. */
static int chunk(FILE *file, const char *type, const unsigned char *bytes, size_t count)
{
    unsigned char number[4];
    put32(number, (uint32_t)count);
    fwrite(number, 1, 4, file);
    fwrite(type, 1, 4, file);
    fwrite(bytes, 1, count, file);
    put32(number, crc32_of(crc32_of(0, (const unsigned char *)type, 4), bytes, count));
    return fwrite(number, 1, 4, file) == 4 ? 0 : -1;
}

int png_write(const char *path, int width, int height, const unsigned char *pixels, const unsigned char *palette)
{
    /* Each row is preceded by its filter type, 0. */
    size_t raw_size = (size_t)height * ((size_t)width + 1);
    size_t blocks = (raw_size + STORED_BLOCK - 1) / STORED_BLOCK;
    unsigned char *raw = malloc(raw_size), *data = malloc(2 + raw_size + 5 * blocks + 4);
    FILE *file = fopen(path, "wb");
    int result = -1;
    if (raw == NULL || data == NULL || file == NULL)
        goto done;
    for (int y = 0; y < height; y++) {
        unsigned char *row = raw + (size_t)y * ((size_t)width + 1);
        row[0] = 0;
        memcpy(row + 1, pixels + (size_t)y * (size_t)width, (size_t)width);
    }

    /* A zlib stream of stored blocks: two header bytes, the blocks, the Adler-32 sum. */
    size_t size = 0;
    data[size++] = 0x78;
    data[size++] = 0x01;
    uint32_t a = 1, b = 0;
    for (size_t start = 0; start < raw_size; start += STORED_BLOCK) {
        size_t length = raw_size - start < STORED_BLOCK ? raw_size - start : STORED_BLOCK;
        data[size++] = start + length == raw_size;
        data[size++] = (unsigned char)length;
        data[size++] = (unsigned char)(length >> 8);
        data[size++] = (unsigned char)~length;
        data[size++] = (unsigned char)(~length >> 8);
        memcpy(data + size, raw + start, length);
        size += length;
        for (size_t i = start; i < start + length; i++) {
            a = (a + raw[i]) % 65521;
            b = (b + a) % 65521;
        }
    }
    put32(data + size, b << 16 | a);
    size += 4;

    unsigned char header[13] = {0};
    put32(header, (uint32_t)width);
    put32(header + 4, (uint32_t)height);
    header[8] = 8;  /* bits a sample */
    header[9] = 3;  /* palette */
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    if (chunk(file, "IHDR", header, sizeof header) == 0 && chunk(file, "PLTE", palette, 768) == 0 &&
        chunk(file, "IDAT", data, size) == 0 && chunk(file, "IEND", header, 0) == 0)
        result = 0;
done:
    if (file != NULL && fclose(file) != 0)
        result = -1;
    free(raw);
    free(data);
    return result;
}
