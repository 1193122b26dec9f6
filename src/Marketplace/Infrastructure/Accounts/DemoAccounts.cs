using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>An account of the demonstration. Its password is public, so it never exists in Production.</summary>
public sealed record DemoAccount(string Login, string Name, string Role, AdminLevel? Level = null, string? UnitCode = null)
{
    /// <summary>The login as accounts are found by it.</summary>
    public string Normalized { get; } = Login.ToUpperInvariant();
}

/// <summary>One account per role, two where it takes four eyes, with a printed password, for Development and demonstrations.</summary>
public sealed class DemoAccounts(ISender sender, IHostEnvironment environment)
{
    public const string Password = "nuong lua chin vang";

    public static readonly DemoAccount Buyer = new("nguoimua@demo.chophien.vn", "Nguyễn Thu Hà", Roles.Buyer);
    public static readonly DemoAccount ProducerMember = new("nguoilam@demo.chophien.vn", "Vàng Thị Mai", Roles.ProducerMember);
    public static readonly DemoAccount Helper = new("nguoigiup@demo.chophien.vn", "Lò Văn Sơn", Roles.Helper);
    public static readonly DemoAccount Moderator = new("kiemduyet@demo.chophien.vn", "Trần Minh Đức", Roles.Moderator);
    public static readonly DemoAccount FinanceOfficer = new("taichinh@demo.chophien.vn", "Phạm Thị Lan", Roles.FinanceOfficer);

    /// <summary>Confirms what the first one began.</summary>
    public static readonly DemoAccount SecondFinanceOfficer = new("ketoan@demo.chophien.vn", "Nông Văn Thành", Roles.FinanceOfficer);

    public static readonly DemoAccount CentreManager = new("trunguong@demo.chophien.vn", "Hoàng Quốc Việt", Roles.ProgrammeManager, AdminLevel.Country);
    public static readonly DemoAccount ProvinceManager = new("tinh@demo.chophien.vn", "Ma Thị Hồng", Roles.ProgrammeManager, AdminLevel.Province, "08");
    public static readonly DemoAccount CommuneManager = new("xa@demo.chophien.vn", "Sùng A Páo", Roles.ProgrammeManager, AdminLevel.Commune, "00901");
    public static readonly DemoAccount Administrator = new("quantri@demo.chophien.vn", "Đỗ Thanh Bình", Roles.Administrator);

    public static IReadOnlyList<DemoAccount> All { get; } =
        [Buyer, ProducerMember, Helper, Moderator, FinanceOfficer, SecondFinanceOfficer, CentreManager, ProvinceManager, CommuneManager, Administrator];

    /// <summary>Creates what is missing; places are looked up by code among today's units, so reference data comes first.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (environment.IsProduction())
        {
            throw new InvalidOperationException("Demonstration accounts have public passwords; Production does not have them.");
        }

        await sender.Send(new EnsureDemoAccounts(), ct);
    }
}

internal sealed record EnsureDemoAccounts : ICommand<Result>;

internal sealed class EnsureDemoAccountsHandler(MarketplaceDb db, UserManager<User> users, TimeProvider clock) : IRequestHandler<EnsureDemoAccounts, Result>
{
    public async Task<Result> Handle(EnsureDemoAccounts command, CancellationToken ct)
    {
        var existing = await db.Users.OfTheDemonstration().ToListAsync(ct);
        foreach (var account in DemoAccounts.All)
        {
            var user = existing.SingleOrDefault(user => user.UserName == account.Login) ?? await Create(account);
            user.ManagedUnitId ??= account.Level is { } level ? await UnitId(level, account.UnitCode, ct) : null;
        }

        return Result.Ok;
    }

    private async Task<User> Create(DemoAccount account)
    {
        var user = new User
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = account.Login,
            Email = account.Login,
            EmailConfirmed = true,
            DisplayName = account.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        Demand(await users.CreateAsync(user, DemoAccounts.Password));
        Demand(await users.AddToRoleAsync(user, account.Role));
        return user;
    }

    private Task<int?> UnitId(AdminLevel level, string? code, CancellationToken ct) => db.AdminUnits.Current()
        .Where(unit => unit.Level == level && (code == null || unit.Code == code))
        .Select(unit => (int?)unit.Id)
        .FirstOrDefaultAsync(ct);

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Code)));
        }
    }
}
