-- "Nobody" is an answer that an API gives itself; without one, the setting of the instance holds.
ALTER TABLE "RequestAccess" DROP CONSTRAINT "RequestAccess_access";
ALTER TABLE "RequestAccess" ADD CONSTRAINT "RequestAccess_access" CHECK ("access" IN ('off', 'members', 'public'));
