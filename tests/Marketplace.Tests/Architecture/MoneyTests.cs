using System.Reflection;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Tests.Architecture;

/// <summary>Money is whole numbers (design, rule 1): where it is reckoned nothing else crosses a method.</summary>
public sealed class MoneyTests
{
    private static readonly Type[] Fractions = [typeof(decimal), typeof(double), typeof(float)];

    [Fact]
    public void No_fraction_crosses_a_method_of_the_domain_or_of_a_feature()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var types = new[] { typeof(Order).Assembly, typeof(MarketplaceDb).Assembly }.Distinct().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace is { } place && (place.StartsWith("Marketplace.Domain", StringComparison.Ordinal) || place.StartsWith("Marketplace.Features", StringComparison.Ordinal)))
            .ToList();

        var broken =
            from type in types
            from member in type.GetMembers(All)
            where !member.Name.Contains('<', StringComparison.Ordinal)
            from crossing in Crossing(member)
            where Fractions.Contains(Nullable.GetUnderlyingType(crossing) ?? crossing)
            select $"{type}.{member.Name}";

        Assert.True(types.Count > 500, "The types were not found.");
        Assert.Empty(broken.Distinct());
    }

    private static IEnumerable<Type> Crossing(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        _ => [],
    };
}
