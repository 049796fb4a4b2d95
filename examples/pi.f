C     Pi by the midpoint rule, as it was written in the last century.
      PROGRAM PI
      INCLUDE 'mpif.h'
      INTEGER IERR, RANK, RANKS, I, N
      DOUBLE PRECISION H, PART, TOTAL, X
      PARAMETER (N = 10000000)
      CALL MPI_INIT(IERR)
      CALL MPI_COMM_RANK(MPI_COMM_WORLD, RANK, IERR)
      CALL MPI_COMM_SIZE(MPI_COMM_WORLD, RANKS, IERR)
      H = 1D0 / N
      PART = 0D0
      DO 10 I = RANK + 1, N, RANKS
        X = H * (I - 0.5D0)
   10 PART = PART + 4D0 / (1D0 + X * X)
      CALL MPI_REDUCE(H * PART, TOTAL, 1, MPI_DOUBLE_PRECISION,
     &     MPI_SUM, 0, MPI_COMM_WORLD, IERR)
      IF (RANK .EQ. 0) WRITE(*,'(A,F14.10)') 'pi is about', TOTAL
      CALL MPI_FINALIZE(IERR)
      END
