-role = Beruf
    .gender = masculine
-roles = { $case ->
    [dative] Berufen
   *[nominative] Berufe
}
