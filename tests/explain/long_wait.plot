Priority of Repair R-3  Tue 2026-03-10 13:45 to Tue 2026-03-24 13:45

    │     ┊      ┊       ┊                          ┊      ⢀⣀⣀⣀⣀⣠⠖⠋⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
    │     ┊      ┊       ┊                          ┊⣀⣀⣀⣀⣠⠖⠋                          ┊
    │     ┊      ┊       ┊                         ⢠⠞⠁                                ┊
300 ┤     ┊      ┊       ┊                    ⢀⣀⣀⣀⣀⡏┊                                 ┊
    │     ┊      ┊       ┊                    ⡞     ┊                                 ┊
    │     ┊      ┊       ┊                  ⢀⡼⠁     ┊                                 ┊
    │     ┊      ┊       ┊     ⢀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡼       ┊                                 ┊
200 ┤     ┊      ┊       ┊    ⢀⡏                    ┊                                 ┊
    │     ┊      ┊       ⢀⡏⠉⠉⠉⠉                     ┊                                 ┊
    │     ┊⢀⡼⠉⠉⠉⠉⠉⢹     ⢀⡞                          ┊                                 ┊
    │     ┊⢸     ┊⠸⠤⠤⠤⠤⠤⠏┊                          ┊                                 ┊
100 ┤⢀⡤⢤⡤⠤⣄⡼     ┊       ┊                          ┊                                 ┊
    │⠋    ⠋      ┊       ┊                          ┊                                 ┊
    │     ┊      ┊       ┊                          ┊                                 ┊
    │     ┊      ┊       ┊                          ┊                                 ┊
  0 ┤     ┊      ┊       ┊                          ┊                                 ┊
    └─╌╌╌╌─╌─╌╌╌╌╌╌╌╌╌╌╌───╌╌╌╌─╌╌╌╌╌╌╌╌╌┬╌╌─╌─╌╌╌╌───╌╌╌╌──╌╌╌╌╌──╌╌╌╌─╌─╌╌╌╌─╌╌╌╌╌╌╌╌╌╌┬╌╌──╌╌╌╌╌─
                                         Mon 03-16                                       Mon 03-23
          1      2       34                         5                                 6
     1  Wed 2026-03-11 10:15:00.001      90.099  segment waiting_long
     2  Thu 2026-03-12 10:00     156.194  now
     3  Fri 2026-03-13 13:45:00.001     147.633  band ordinary
     4  Fri 2026-03-13 15:15     155.376  at 50% of sla while state is waiting: raise priority by 100
     5  Tue 2026-03-17 13:45     319.876  due; at due: notify supervisors "Repair {flat} is late"
     6  Sun 2026-03-22 13:45     369.876  2 days before (reported or else created) + 2 weeks: notify team leads
     ╌  Office is closed

Priority of Repair R-3  Tue 2026-03-10 13:45 to Tue 2026-03-24 13:45

    |     :      :       :                          :           ************************************
    |     :      :       :                          :    ********                     :
    |     :      :       :                         *******                            :
300 +     :      :       :                         *:                                 :
    |     :      :       :                    ******:                                 :
    |     :      :       :                   **     :                                 :
    |     :      :       :     ***************      :                                 :
200 +     :      :       :    **                    :                                 :
    |     :      :       ******                     :                                 :
    |     :********     **                          :                                 :
    |     :*     :*******:                          :                                 :
100 +*******     :       :                          :                                 :
    |*    *      :       :                          :                                 :
    |     :      :       :                          :                                 :
    |     :      :       :                          :                                 :
  0 +     :      :       :                          :                                 :
    +-....-.-...........---....-.........+..-.-....---....--.....--....-.-....-..........+..--.....-
                                         Mon 03-16                                       Mon 03-23
          1      2       34                         5                                 6
     1  Wed 2026-03-11 10:15:00.001      90.099  segment waiting_long
     2  Thu 2026-03-12 10:00     156.194  now
     3  Fri 2026-03-13 13:45:00.001     147.633  band ordinary
     4  Fri 2026-03-13 15:15     155.376  at 50% of sla while state is waiting: raise priority by 100
     5  Tue 2026-03-17 13:45     319.876  due; at due: notify supervisors "Repair {flat} is late"
     6  Sun 2026-03-22 13:45     369.876  2 days before (reported or else created) + 2 weeks: notify team leads
     .  Office is closed
