package macjoule.calibration.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import macjoule.calibration.csv.CsvTable;
import macjoule.model.BadInputException;
import macjoule.model.count.Convention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EfficiencyCsvTest {
    private static final String THREE = "network,macsPerJoule,sd\nalexnet,75e9,1e9\nvgg-16,40e9,\ngooglenet,20e9,2e8\n";

    /** AlexNet's counts are those of Netscope: 722,941,184 MACs, 60,965,228 parameters, 2,045,360 activations. */
    @Test
    void takesReuseFromTheZoo() {
        EfficiencySet set = read(THREE);
        assertThat(set.convention()).isEqualTo(Convention.PAPER);
        assertThat(set.basis()).isEqualTo(EnergyBasis.UNSTATED);
        NetworkEfficiency alexnet = set.networks().get(0);
        assertThat(alexnet.weightReuse()).isEqualTo(722_941_184.0 / 60_965_228);
        assertThat(alexnet.activationReuse()).isEqualTo(722_941_184.0 / 2_045_360);
        assertThat(alexnet.medianIntensity()).isPresent();
        assertThat(alexnet.standardDeviation()).hasValue(1e9);
        assertThat(set.networks().get(1).standardDeviation()).isEmpty();
    }

    @Test
    void readsHowItWasCountedAndMeasured() {
        EfficiencySet set = read("""
                network,macsPerJoule,convention,energy
                alexnet,75e9,conv-fc,net
                vgg-16,40e9,conv-fc,net
                nin,2e9,conv-fc,net
                """);
        assertThat(set.convention()).isEqualTo(Convention.CONV_FC);
        assertThat(set.basis()).isEqualTo(EnergyBasis.NET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "network,macsPerJoule|alexnet,1|nin,2;                 2 networks: t.csv: alpha needs at least 3",
                "network,macsPerJoule|alexnet,1|nin,1|vgg-16,1;        the same 1.0 MACs per joule for all networks: t.csv",
                "network,macsPerJoule|alexnet,1|nin,NaN|vgg-16,1;      `NaN is no finite number: t.csv, line 3, column 2`",
                "network,macsPerJoule|alexnet,1|nin,0|vgg-16,1;        `0 is not above 0: t.csv, line 3, column 2`",
                "network,macsPerJoule|alexnet,1|ninn,2|vgg-16,3;       `unknown network: t.csv, line 3, network ninn: did you"
                        + " mean nin`",
                "network,macsPerJoule|alexnet,1|nin,2|alexnet,3;       alexnet occurs twice: t.csv",
                "network,macsPerJoule,sd|alexnet,1,-1|nin,2,|nin,3,;   `-1 is below 0: t.csv, line 2, column 3 (sd)`",
                "network,joules|alexnet,1;                             `columns network,joules: t.csv, line 1`",
                "network,macsPerJoule,energy|alexnet,1,net|nin,2,gross|vgg-16,3,net; `gross after net: t.csv, line 3, column 3`",
                "network,macsPerJoule,energy|alexnet,1,nett|nin,2,nett|vgg-16,3,nett; `unknown nett: t.csv, line 2, column 3`",
                "network,macsPerJoule,convention|alexnet,1,paper|nin,2,conv-fc|vgg-16,3,paper; `conv-fc after paper: t.csv, line"
                        + " 3, column 3`"
            })
    void saysInOneLineWhatIsWrong(String lines, String complaint) {
        assertThatThrownBy(() -> read(lines.replace('|', '\n')))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void setsMergeOnlyIfCountedAndMeasuredAlike() {
        EfficiencySet first = read(THREE);
        EfficiencySet second = read(
                THREE.replace("alexnet", "nin").replace("vgg-16", "xception").replace("googlenet", "resnet-50"));
        assertThat(EfficiencySet.merged(List.of(first, second)).size()).isEqualTo(6);
        EfficiencySet net = new EfficiencySet("net.csv", second.convention(), EnergyBasis.NET, second.networks());
        assertThatThrownBy(() -> EfficiencySet.merged(List.of(first, net)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("joules unstated and net: t.csv and net.csv");
        EfficiencySet other = new EfficiencySet("conv.csv", Convention.CONV_FC, second.basis(), second.networks());
        assertThatThrownBy(() -> EfficiencySet.merged(List.of(first, other)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("MACs counted by paper and by conv-fc: t.csv and conv.csv");
        assertThatThrownBy(() -> EfficiencySet.merged(List.of(first, first)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("alexnet occurs twice");
        assertThatThrownBy(() -> EfficiencySet.merged(List.of())).isInstanceOf(BadInputException.class);
    }

    private static EfficiencySet read(String text) {
        return EfficiencyCsv.of(CsvTable.parse(text, "t.csv"));
    }
}
