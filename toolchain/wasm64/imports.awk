# Reads the C library's file of WASI calls twice, and gives each import the types of a 64-bit memory: what its caller passes as a pointer or a size has
# 64 bits, all else is as it was.
FNR == 1 { pass++ }

# The types of a call's parameters stand before its body.
/^(_Noreturn void|__wasi_errno_t) __wasi_/ { delete wide }
/^    [^=]*[ *][a-z0-9_]+,?$/ || /^    size_t [a-z_]+ = strlen/ {
    line = $0
    sub(/ =.*/, "", line)
    sub(/,$/, "", line)
    name = line
    sub(/.*[ *]/, "", name)
    if (line ~ /\*/ || line ~ /size_t /) wide[name] = 1
}
/ __imported_[a-z0-9_]*\(/ && /^    / {
    match($0, /__imported_[a-z0-9_]*\(/)
    import = substr($0, RSTART, RLENGTH - 1)
    arguments = substr($0, RSTART + RLENGTH)
    sub(/\);.*/, "", arguments)
    count = split(arguments, argument, ", ")
    for (i = 1; i <= count; i++) {
        name = argument[i]
        sub(/.* /, "", name)
        if (name in wide) {
            is_wide[import, i] = 1
            gsub("\\(int32_t\\) " name ",", "(intptr_t) " name ",")
            gsub("\\(int32_t\\) " name "\\)", "(intptr_t) " name ")")
        }
    }
}
pass == 2 && /__imported_[a-z0-9_]*\(.*__attribute__/ {
    match($0, /__imported_[a-z0-9_]*\(/)
    import = substr($0, RSTART, RLENGTH - 1)
    for (i = 1; i <= 16; i++) if ((import, i) in is_wide) {
        gsub("int32_t arg" (i - 1) ",", "intptr_t arg" (i - 1) ",")
        gsub("int32_t arg" (i - 1) "\\)", "intptr_t arg" (i - 1) ")")
    }
}
pass == 2 { print }
