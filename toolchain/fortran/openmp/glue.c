/* OpenMP's routines as Fortran calls them: arguments by address, LOGICAL as numbers. */
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>

#define GIVES(type, name) type name##_(void) { return name(); }
#define TAKES(name) void name##_(const int *value) { name(*value); }
GIVES(int, omp_get_num_threads)
GIVES(int, omp_get_max_threads)
GIVES(int, omp_get_thread_num)
GIVES(int, omp_get_num_procs)
GIVES(int, omp_in_parallel)
GIVES(int, omp_get_dynamic)
GIVES(int, omp_get_nested)
GIVES(int, omp_get_thread_limit)
GIVES(int, omp_get_max_active_levels)
GIVES(int, omp_get_level)
GIVES(int, omp_get_active_level)
GIVES(int, omp_in_final)
GIVES(int, omp_get_proc_bind)
GIVES(int, omp_get_cancellation)
GIVES(int, omp_get_num_teams)
GIVES(int, omp_get_team_num)
GIVES(int, omp_get_num_places)
GIVES(int, omp_get_place_num)
GIVES(int, omp_get_num_devices)
GIVES(int, omp_get_initial_device)
GIVES(int, omp_is_initial_device)
GIVES(int, omp_get_default_device)
TAKES(omp_set_default_device)
GIVES(double, omp_get_wtime)
GIVES(double, omp_get_wtick)
TAKES(omp_set_num_threads)
TAKES(omp_set_dynamic)
TAKES(omp_set_nested)
TAKES(omp_set_max_active_levels)
int omp_get_ancestor_thread_num_(const int *level) { return omp_get_ancestor_thread_num(*level); }
int omp_get_team_size_(const int *level) { return omp_get_team_size(*level); }
void omp_set_schedule_(const int *kind, const int *chunk) { omp_set_schedule((omp_sched_t)*kind, *chunk); }

void omp_get_schedule_(int *kind, int *chunk) {
    omp_sched_t known;
    omp_get_schedule(&known, chunk);
    *kind = (int)known;
}

/* A lock has 8 bytes, of which a simple one needs 4. */
void omp_init_lock_(omp_lock_t *lock) { omp_init_lock(lock); }
void omp_destroy_lock_(omp_lock_t *lock) { omp_destroy_lock(lock); }
void omp_set_lock_(omp_lock_t *lock) { omp_set_lock(lock); }
void omp_unset_lock_(omp_lock_t *lock) { omp_unset_lock(lock); }
int omp_test_lock_(omp_lock_t *lock) { return omp_test_lock(lock); }

void omp_init_nest_lock_(omp_nest_lock_t **lock) {
    *lock = malloc(sizeof **lock);
    if (*lock == NULL) abort();
    omp_init_nest_lock(*lock);
}

void omp_destroy_nest_lock_(omp_nest_lock_t **lock) {
    omp_destroy_nest_lock(*lock);
    free(*lock);
    *lock = NULL;
}

void omp_set_nest_lock_(omp_nest_lock_t **lock) { omp_set_nest_lock(*lock); }
void omp_unset_nest_lock_(omp_nest_lock_t **lock) { omp_unset_nest_lock(*lock); }
int omp_test_nest_lock_(omp_nest_lock_t **lock) { return omp_test_nest_lock(*lock); }
