/* locks hold|ask FILE: holds a lock until standard input ends, or says who has one. Two such processes, one of them a guest, see each other's. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 20};
    if (argc != 3)
        return 2;
    int file = open(argv[2], O_RDWR | O_CREAT, 0644);
    if (file < 0)
        return 2;
    if (strcmp(argv[1], "hold") == 0) {
        char byte;
        if (fcntl(file, F_SETLK, &lock) != 0)
            return 1;
        puts("held");
        fflush(stdout);
        while (read(0, &byte, 1) > 0) {
        }
        return 0;
    }
    lock.l_start = 0;
    lock.l_len = 0;
    int set = fcntl(file, F_SETLK, &lock);
    if (fcntl(file, F_GETLK, &lock) != 0)
        return 1;
    if (lock.l_type == F_UNLCK)
        printf("%d free\n", set);
    else
        printf("%d type %d at %d for %d, by a process: %d\n", set, lock.l_type, (int)lock.l_start, (int)lock.l_len, lock.l_pid > 0);
    return 0;
}
