! OpenMP's routines for guests, for programs that do not use the module; in fixed and in free form.
      integer omp_integer_kind, omp_logical_kind, omp_lock_kind
      integer omp_nest_lock_kind, omp_sched_kind, openmp_version
      parameter (omp_integer_kind = 4, omp_logical_kind = 4)
      parameter (omp_lock_kind = 8, omp_nest_lock_kind = 8)
      parameter (omp_sched_kind = 4, openmp_version = 201107)
      integer omp_sched_static, omp_sched_dynamic, omp_sched_guided
      integer omp_sched_auto
      parameter (omp_sched_static = 1, omp_sched_dynamic = 2)
      parameter (omp_sched_guided = 3, omp_sched_auto = 4)
      external omp_get_num_threads
      integer(4) omp_get_num_threads
      external omp_get_max_threads
      integer(4) omp_get_max_threads
      external omp_get_thread_num
      integer(4) omp_get_thread_num
      external omp_get_num_procs
      integer(4) omp_get_num_procs
      external omp_get_thread_limit
      integer(4) omp_get_thread_limit
      external omp_get_max_active_levels
      integer(4) omp_get_max_active_levels
      external omp_get_level
      integer(4) omp_get_level
      external omp_get_active_level
      integer(4) omp_get_active_level
      external omp_get_proc_bind
      integer(4) omp_get_proc_bind
      external omp_get_ancestor_thread_num
      integer(4) omp_get_ancestor_thread_num
      external omp_get_team_size
      integer(4) omp_get_team_size
      external omp_test_nest_lock
      integer(4) omp_test_nest_lock
      external omp_in_parallel
      logical(4) omp_in_parallel
      external omp_get_dynamic
      logical(4) omp_get_dynamic
      external omp_get_nested
      logical(4) omp_get_nested
      external omp_in_final
      logical(4) omp_in_final
      external omp_test_lock
      logical(4) omp_test_lock
      external omp_get_wtime
      real(8) omp_get_wtime
      external omp_get_wtick
      real(8) omp_get_wtick
      external omp_set_num_threads
      external omp_set_dynamic
      external omp_set_nested
      external omp_set_max_active_levels
      external omp_set_schedule
      external omp_get_schedule
      external omp_init_lock
      external omp_destroy_lock
      external omp_set_lock
      external omp_unset_lock
      external omp_init_nest_lock
      external omp_destroy_nest_lock
      external omp_set_nest_lock
      external omp_unset_nest_lock
      external omp_get_num_teams
      integer(4) omp_get_num_teams
      external omp_get_team_num
      integer(4) omp_get_team_num
      external omp_get_num_places
      integer(4) omp_get_num_places
      external omp_get_place_num
      integer(4) omp_get_place_num
      external omp_get_num_devices
      integer(4) omp_get_num_devices
      external omp_get_initial_device
      integer(4) omp_get_initial_device
      external omp_get_default_device
      integer(4) omp_get_default_device
      external omp_get_cancellation
      logical(4) omp_get_cancellation
      external omp_is_initial_device
      logical(4) omp_is_initial_device
      external omp_set_default_device
