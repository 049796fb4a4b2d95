! OpenMP's routines for guests, and the kinds and values that belong to them.
module omp_lib
  implicit none
  integer, parameter :: omp_integer_kind = 4, omp_logical_kind = 4, omp_lock_kind = 8, omp_nest_lock_kind = 8
  integer, parameter :: omp_sched_kind = 4, omp_proc_bind_kind = 4, omp_lock_hint_kind = 4, openmp_version = 201107
  integer(omp_sched_kind), parameter :: omp_sched_static = 1, omp_sched_dynamic = 2, omp_sched_guided = 3, omp_sched_auto = 4
  integer(omp_proc_bind_kind), parameter :: omp_proc_bind_false = 0, omp_proc_bind_true = 1, omp_proc_bind_master = 2
  integer(omp_proc_bind_kind), parameter :: omp_proc_bind_close = 3, omp_proc_bind_spread = 4

  interface
    integer(4) function omp_get_num_threads()
    end function
    integer(4) function omp_get_max_threads()
    end function
    integer(4) function omp_get_thread_num()
    end function
    integer(4) function omp_get_num_procs()
    end function
    integer(4) function omp_get_thread_limit()
    end function
    integer(4) function omp_get_max_active_levels()
    end function
    integer(4) function omp_get_level()
    end function
    integer(4) function omp_get_active_level()
    end function
    logical(4) function omp_in_parallel()
    end function
    logical(4) function omp_get_dynamic()
    end function
    logical(4) function omp_get_nested()
    end function
    logical(4) function omp_in_final()
    end function
    integer(4) function omp_get_proc_bind()
    end function
    integer(4) function omp_get_num_teams()
    end function
    integer(4) function omp_get_team_num()
    end function
    integer(4) function omp_get_num_places()
    end function
    integer(4) function omp_get_place_num()
    end function
    integer(4) function omp_get_num_devices()
    end function
    integer(4) function omp_get_initial_device()
    end function
    integer(4) function omp_get_default_device()
    end function
    logical(4) function omp_get_cancellation()
    end function
    logical(4) function omp_is_initial_device()
    end function
    subroutine omp_set_default_device(device_num)
      integer(4), intent(in) :: device_num
    end subroutine
    real(8) function omp_get_wtime()
    end function
    real(8) function omp_get_wtick()
    end function
    integer(4) function omp_get_ancestor_thread_num(level)
      integer(4), intent(in) :: level
    end function
    integer(4) function omp_get_team_size(level)
      integer(4), intent(in) :: level
    end function
    subroutine omp_set_num_threads(num_threads)
      integer(4), intent(in) :: num_threads
    end subroutine
    subroutine omp_set_dynamic(dynamic_threads)
      logical(4), intent(in) :: dynamic_threads
    end subroutine
    subroutine omp_set_nested(nested)
      logical(4), intent(in) :: nested
    end subroutine
    subroutine omp_set_max_active_levels(max_levels)
      integer(4), intent(in) :: max_levels
    end subroutine
    subroutine omp_set_schedule(kind, chunk_size)
      integer(4), intent(in) :: kind, chunk_size
    end subroutine
    subroutine omp_get_schedule(kind, chunk_size)
      integer(4), intent(out) :: kind, chunk_size
    end subroutine
    subroutine omp_init_lock(svar)
      import omp_lock_kind
      integer(omp_lock_kind), intent(out) :: svar
    end subroutine
    subroutine omp_destroy_lock(svar)
      import omp_lock_kind
      integer(omp_lock_kind), intent(inout) :: svar
    end subroutine
    subroutine omp_set_lock(svar)
      import omp_lock_kind
      integer(omp_lock_kind), intent(inout) :: svar
    end subroutine
    subroutine omp_unset_lock(svar)
      import omp_lock_kind
      integer(omp_lock_kind), intent(inout) :: svar
    end subroutine
    subroutine omp_init_nest_lock(svar)
      import omp_nest_lock_kind
      integer(omp_nest_lock_kind), intent(out) :: svar
    end subroutine
    subroutine omp_destroy_nest_lock(svar)
      import omp_nest_lock_kind
      integer(omp_nest_lock_kind), intent(inout) :: svar
    end subroutine
    subroutine omp_set_nest_lock(svar)
      import omp_nest_lock_kind
      integer(omp_nest_lock_kind), intent(inout) :: svar
    end subroutine
    subroutine omp_unset_nest_lock(svar)
      import omp_nest_lock_kind
      integer(omp_nest_lock_kind), intent(inout) :: svar
    end subroutine
    logical(4) function omp_test_lock(svar)
      import omp_lock_kind
      integer(omp_lock_kind), intent(inout) :: svar
    end function
    integer(4) function omp_test_nest_lock(nvar)
      import omp_nest_lock_kind
      integer(omp_nest_lock_kind), intent(inout) :: nvar
    end function
  end interface
end module
