# Reads clang's assembly of a file that takes the address of every MPI function, and writes for each a weak function that
# calls the import of that name (a PMPI function that of the MPI function): the signatures are clang's own. After the call, signals from outside are delivered, in
# programs that have handlers (mpi.c); in others the function does nothing, and the compiler drops it.
BEGIN { printf "\t.functype __mpiwasm_look_for_signals () -> ()\n" }
/^[ \t]*\.functype[ \t]+P?MPIX?_/ {
    name = $2
    signature = $0
    sub(/^[ \t]*\.functype[ \t]+[A-Za-z0-9_]+[ \t]*/, "", signature)
    split(signature, sides, "->")
    parameters = sides[1]
    count = parameters ~ /[a-z]/ ? gsub(/,/, ",", parameters) + 1 : 0
    imported = name
    sub(/^P/, "", imported)
    import = "__mpiwasm_import_" name
    printf "\t.functype %s %s\n\t.import_module %s, mpi\n\t.import_name %s, %s\n", import, signature, import, import, imported
    printf "\t.section .text.%s,\"\",@\n\t.weak %s\n\t.type %s,@function\n%s:\n\t.functype %s %s\n", name, name, name, name, name, signature
    for (i = 0; i < count; i++) printf "\tlocal.get %d\n", i
    printf "\tcall %s\n\tcall __mpiwasm_look_for_signals\n\tend_function\n", import
}
