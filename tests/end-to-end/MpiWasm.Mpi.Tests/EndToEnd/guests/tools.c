/* The tool information interface, with everything asked that there is. Open MPI itself does not survive that, so this runs as Wasm only. Variables are the library's own affair, so what is printed is what holds for any of them. */
#include "say.h"

int main(int argc, char **argv)
{
    int provided, n, flag = 1, count, errors = 0, read = 0, texts = 0;
    MPI_T_init_thread(MPI_THREAD_SINGLE, &provided);
    start(&argc, &argv);
    MPI_T_cvar_get_num(&n);
    for (int i = 0; i < n; i++) {
        char name[256] = "", desc[1024] = "", shorter[3] = "";
        int name_len = sizeof name, desc_len = sizeof desc, verbosity, bind, scope, index = -1, short_len = 3;
        MPI_Datatype type;
        MPI_T_enum values;
        if (MPI_T_cvar_get_info(i, name, &name_len, &verbosity, &type, &values, desc, &desc_len, &bind, &scope) != MPI_SUCCESS)
            continue;
        errors += name_len <= 1 || (name_len <= 256 && (int)strlen(name) + 1 != name_len);
        errors += scope < MPI_T_SCOPE_CONSTANT && scope > MPI_T_SCOPE_ALL_EQ;
        MPI_T_cvar_get_info(i, shorter, &short_len, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        errors += strncmp(shorter, name, 2) != 0 || short_len < 3;
        MPI_T_cvar_get_index(name, &index);
        if (values != MPI_T_ENUM_NULL) {
            int items, item, item_len = sizeof desc;
            errors += MPI_T_enum_get_info(values, &items, NULL, NULL) != MPI_SUCCESS;
            if (items > 0)
                errors += MPI_T_enum_get_item(values, 0, &item, desc, &item_len) != MPI_SUCCESS;
            errors += MPI_T_enum_get_item(values, items, &item, desc, &item_len) == MPI_SUCCESS;
        }
        if (bind != MPI_T_BIND_NO_OBJECT)
            continue;
        MPI_T_cvar_handle handle;
        if (MPI_T_cvar_handle_alloc(i, NULL, &handle, &count) != MPI_SUCCESS)
            continue;
        char *value = calloc((size_t)count + 1, 8);
        if (MPI_T_cvar_read(handle, value) == MPI_SUCCESS) {
            read++;
            texts += type == MPI_CHAR;
        }
        free(value);
        errors += MPI_T_cvar_handle_free(&handle) != MPI_SUCCESS || handle != MPI_T_CVAR_HANDLE_NULL;
    }
    say("cvars %d read %d texts %d errors %d", n > 0, read > 0, texts > 0, errors);
    int index;
    say("no such %d", MPI_T_cvar_get_index("no such variable", &index) == MPI_T_ERR_INVALID_NAME);
    say("beyond %d", MPI_T_cvar_get_info(n, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) == MPI_T_ERR_INVALID_INDEX);

    MPI_T_pvar_session session;
    MPI_T_pvar_session_create(&session);
    MPI_T_pvar_get_num(&n);
    for (int i = 0; i < n; i++) {
        char name[256] = "";
        int name_len = sizeof name, verbosity, class, bind, readonly, continuous, atomic, found = -1;
        MPI_Datatype type;
        MPI_T_enum values;
        if (MPI_T_pvar_get_info(i, name, &name_len, &verbosity, &class, &type, &values, NULL, NULL, &bind, &readonly, &continuous, &atomic) != MPI_SUCCESS)
            continue;
        errors += class < MPI_T_PVAR_CLASS_STATE && class > MPI_T_PVAR_CLASS_GENERIC;
        MPI_T_pvar_get_index(name, class, &found);
        errors += found != i;
        MPI_Comm world = MPI_COMM_WORLD;
        if (bind != MPI_T_BIND_NO_OBJECT && bind != MPI_T_BIND_MPI_COMM)
            continue;
        MPI_T_pvar_handle handle;
        if (MPI_T_pvar_handle_alloc(session, i, &world, &handle, &count) != MPI_SUCCESS)
            continue;
        if (!continuous)
            MPI_T_pvar_start(session, handle);
        char *value = calloc((size_t)count + 1, 8);
        MPI_T_pvar_read(session, handle, value);
        free(value);
        if (!continuous)
            MPI_T_pvar_stop(session, handle);
        errors += MPI_T_pvar_handle_free(session, &handle) != MPI_SUCCESS || handle != MPI_T_PVAR_HANDLE_NULL;
    }
    MPI_T_pvar_session_free(&session);
    say("pvars %d errors %d", session == MPI_T_PVAR_SESSION_NULL, errors);

    MPI_T_category_get_num(&n);
    for (int i = 0; i < n; i++) {
        char name[256] = "";
        int name_len = sizeof name, cvars, pvars, categories, found = -1;
        MPI_T_category_get_info(i, name, &name_len, NULL, NULL, &cvars, &pvars, &categories);
        MPI_T_category_get_index(name, &found);
        int *list = malloc((size_t)(cvars + pvars + categories + 1) * sizeof *list);
        if (cvars > 0 && MPI_T_category_get_cvars(i, cvars, list) == MPI_SUCCESS)
            errors += list[0] < 0;
        if (pvars > 0 && MPI_T_category_get_pvars(i, pvars, list) == MPI_SUCCESS)
            errors += list[0] < 0;
        if (categories > 0 && MPI_T_category_get_categories(i, categories, list) == MPI_SUCCESS)
            errors += list[0] < 0 || list[0] >= n;
        free(list);
    }
    MPI_T_category_changed(&flag);
    int events = -1;
    MPI_T_event_get_num(&events);
    errors += events != 0;
    MPI_T_cvar_handle none = MPI_T_CVAR_HANDLE_NULL;
    errors += MPI_T_cvar_read(none, &flag) != MPI_T_ERR_INVALID_HANDLE;
    errors += MPI_T_pvar_start(MPI_T_PVAR_SESSION_NULL, MPI_T_PVAR_ALL_HANDLES) != MPI_T_ERR_INVALID_SESSION;
    say("categories %d errors %d", n > 0, errors);
    MPI_Finalize();
    MPI_T_finalize();
    return 0;
}
