namespace Marketplace.Domain.Accounts;

/// <summary>What a user may be. Producer members and helpers get their rights from memberships and mandates, so the role only opens the door.</summary>
public static class Roles
{
    public const string Buyer = "buyer";
    public const string ProducerMember = "producer-member";
    public const string Helper = "helper";
    public const string Moderator = "moderator";
    public const string FinanceOfficer = "finance-officer";
    public const string ProgrammeManager = "programme-manager";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } =
        [Buyer, ProducerMember, Helper, Moderator, FinanceOfficer, ProgrammeManager, Administrator];
}
