Priority of Repair R-2  Fri 2026-04-03 16:30 to Sat 2026-04-11 11:30

500 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
    │┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
400 ┤┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
300 ┤┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
200 ┤┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
100 ┤┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
    │┊ ┊      ┊              ┊                      ┊          ┊
  0 ┤┊ ┊      ┊              ┊                      ┊          ┊
    └─╌╌╌╌╌╌╌──╌╌╌╌╌╌┬╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┬╌╌╌╌─╌───╌╌╌╌╌╌╌─────╌╌┬╌╌╌╌─────╌╌╌╌╌╌╌──╌──╌╌╌┬╌╌╌╌─
                     Sun 04-05               Tue 04-07               Thu 04-09             Sat 04-11
     123      4              5                      6          7
     1  Fri 2026-04-03 17:42         500  at 80% of start: notify supervisors
     2  Fri 2026-04-03 18:00         500  start
     3  Fri 2026-04-03 20:30         500  segment hot.stale
     4  Sat 2026-04-04 12:00         500  at 50% of sla while state is waiting: raise priority by 1…
     5  Sun 2026-04-05 16:30         500  waiting for 2 days while age > 60 hours: move to rescue
     6  Tue 2026-04-07 14:00         500  due; at due: notify supervisors "Repair {flat} is late"
     7  Wed 2026-04-08 11:15         500  now
     ╌  Office is closed

Priority of Repair R-2  Fri 2026-04-03 16:30 to Sat 2026-04-11 11:30

500 +***********************************************************************************************
    |: :      :              :                      :          :
    |: :      :              :                      :          :
400 +: :      :              :                      :          :
    |: :      :              :                      :          :
    |: :      :              :                      :          :
300 +: :      :              :                      :          :
    |: :      :              :                      :          :
    |: :      :              :                      :          :
200 +: :      :              :                      :          :
    |: :      :              :                      :          :
    |: :      :              :                      :          :
100 +: :      :              :                      :          :
    |: :      :              :                      :          :
    |: :      :              :                      :          :
  0 +: :      :              :                      :          :
    +-.......--......+.......................+....-.---.......-----..+....-----.......--.--...+....-
                     Sun 04-05               Tue 04-07               Thu 04-09             Sat 04-11
     123      4              5                      6          7
     1  Fri 2026-04-03 17:42         500  at 80% of start: notify supervisors
     2  Fri 2026-04-03 18:00         500  start
     3  Fri 2026-04-03 20:30         500  segment hot.stale
     4  Sat 2026-04-04 12:00         500  at 50% of sla while state is waiting: raise priority by 1...
     5  Sun 2026-04-05 16:30         500  waiting for 2 days while age > 60 hours: move to rescue
     6  Tue 2026-04-07 14:00         500  due; at due: notify supervisors "Repair {flat} is late"
     7  Wed 2026-04-08 11:15         500  now
     .  Office is closed
