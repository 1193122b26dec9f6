namespace Marketplace.Infrastructure.Accounts;

/// <summary>What the audit calls changes of somebody's roles.</summary>
internal static class RoleAudit
{
    public const string Granted = "role.grant";
    public const string Revoked = "role.revoke";
    public const string UnitSet = "role.unit";
}
