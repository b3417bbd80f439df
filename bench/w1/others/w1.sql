SELECT segment AS expected_segment, priority AS expected_priority, found,
       GREATEST(0, LEAST(2000, total)) AS points
FROM (
    SELECT segment, priority, found,
           (100
            + CASE found WHEN 'legal' THEN 300 WHEN 'distress' THEN 350 WHEN 'major_loss' THEN 260
                         WHEN 'large_loss' THEN 180 WHEN 'grievance' THEN 210 WHEN 'business' THEN 90
                         WHEN 'broker_key' THEN 75 WHEN 'arrears' THEN 40 WHEN 'late_notice' THEN 55
                         WHEN 'abroad' THEN 65 WHEN 'chatter' THEN 20 WHEN 'small' THEN 5 ELSE 0 END
            + CASE WHEN vulnerable = 1 THEN 150 ELSE 0 END
            + CASE WHEN complaint = 1 THEN 90 ELSE 0 END
            + CASE WHEN tier = 'platinum' THEN 60 ELSE 0 END
            + CASE WHEN tier = 'gold' THEN 30 ELSE 0 END
            + CASE WHEN amount > 50000 THEN 45.5e0 ELSE 0 END
            + CASE WHEN amount > 10000 AND tier IN ('silver', 'gold', 'platinum') THEN 20.25e0 ELSE 0 END
            + CASE WHEN product IN ('motor', 'home', 'health', 'life', 'fleet') THEN 35 ELSE 0 END
            + CASE WHEN channel IN ('phone', 'chat', 'branch') THEN 25 ELSE 0 END
            + CASE WHEN channel = 'post' THEN -15 ELSE 0 END
            + CASE WHEN contacts >= 3 THEN 12 ELSE 0 END
            + CASE WHEN reopened >= 2 THEN 28 ELSE 0 END
            + CASE WHEN region IN ('FR', 'LU') THEN 33 ELSE 0 END
            + CASE WHEN language <> 'fr' THEN 8 ELSE 0 END
            + CASE WHEN balance > 1000 THEN 17.5e0 ELSE 0 END
            + LEAST(160, 2 * age_ms / 3600000e0)
            + CASE WHEN sla_used <= 0 THEN 0
                   WHEN sla_used < 0.2e0 THEN sla_used * 50
                   WHEN sla_used < 0.4e0 THEN 10 + (sla_used - 0.2e0) * 100
                   WHEN sla_used < 0.6e0 THEN 30 + (sla_used - 0.4e0) * 225
                   WHEN sla_used < 0.8e0 THEN 75 + (sla_used - 0.6e0) * 425
                   WHEN sla_used < 1.0e0 THEN 160 + (sla_used - 0.8e0) * 1200
                   WHEN sla_used < 1.2e0 THEN 400 + (sla_used - 1.0e0) * 600
                   WHEN sla_used < 1.5e0 THEN 520 + (sla_used - 1.2e0) * 80 / 0.3e0
                   ELSE 600 END)
           * CASE WHEN channel = 'broker' OR tier = 'platinum' THEN 1.2e0 ELSE 1.0e0 END AS total
    FROM (
        SELECT *,
               CASE WHEN complaint = 1 AND product IN ('liability', 'legal_cover') THEN 'legal'
                    WHEN vulnerable = 1 AND product IN ('health', 'life', 'accident', 'income') THEN 'distress'
                    WHEN amount > 500000 THEN 'major_loss'
                    WHEN amount > 100000 AND tier IN ('gold', 'platinum') THEN 'large_loss'
                    WHEN complaint = 1 AND (contacts >= 8 OR reopened >= 3) THEN 'grievance'
                    WHEN product IN ('cargo', 'fleet', 'cyber', 'crop', 'credit', 'surety') THEN 'business'
                    WHEN channel = 'broker' AND tier IN ('silver', 'gold', 'platinum') THEN 'broker_key'
                    WHEN balance > 5000 THEN 'arrears'
                    WHEN since_ms > 45 * 86400000.0e0 THEN 'late_notice'
                    WHEN product = 'travel' AND region IN ('NL', 'BE', 'DE') THEN 'abroad'
                    WHEN channel IN ('chat', 'app', 'web') AND contacts >= 4 THEN 'chatter'
                    WHEN amount < 250 THEN 'small'
                    ELSE 'standard' END AS found
        FROM items
    ) AS segmented
) AS scored
