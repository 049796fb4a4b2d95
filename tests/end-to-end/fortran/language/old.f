C     FORTRAN 77: COMMON, EQUIVALENCE, computed GOTO, statement functions, ENTRY, BLOCK DATA, alternate returns
      PROGRAM OLD
      INTEGER I, J, K(4)
      REAL X(4), F
      DOUBLE PRECISION D
      COMMON /WORK/ X, D
      EQUIVALENCE (K(1), J)
      CHARACTER*8 C
      DATA K /4*3/, C /'abc'/
      F(Z) = Z * Z + 1.
      J = 17
      WRITE(*,100) K, F(2.5), C
  100 FORMAT(1X, 4I4, F8.3, '|', A8, '|')
      DO 10 I = 1, 4
        GOTO (1, 2, 3) I
        PRINT *, 'FELL THROUGH'
        GOTO 10
    1   PRINT *, 'ONE'
        GOTO 10
    2   PRINT *, 'TWO'
        GOTO 10
    3   PRINT *, 'THREE'
   10 CONTINUE
      CALL SET(2.)
      CALL ADD(1.)
      PRINT *, X, D
      CALL ALT(1, *20, *30)
      PRINT *, 'NONE'
      STOP
   20 PRINT *, 'FIRST'
      CALL ALT(2, *20, *30)
   30 PRINT *, 'SECOND'
      END

      SUBROUTINE SET(V)
      COMMON /WORK/ X(4), D
      DOUBLE PRECISION D
      DO 40 I = 1, 4
   40 X(I) = V * I
      D = 0.5D0
      RETURN
      ENTRY ADD(V)
      DO 50 I = 1, 4
   50 X(I) = X(I) + V
      END

      SUBROUTINE ALT(N, *, *)
      RETURN N
      END

      BLOCK DATA
      COMMON /WORK/ X(4), D
      DOUBLE PRECISION D
      DATA D /9D0/
      END
