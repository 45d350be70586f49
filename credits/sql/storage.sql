-- Periods, rollups and days are updated in place all day, and no updated column is in an index: room on
-- each page keeps those updates on the page (HOT), without a write to any index.
ALTER TABLE credits_period SET (fillfactor = 60);
ALTER TABLE credits_rollup SET (fillfactor = 60);
ALTER TABLE credits_day SET (fillfactor = 60);
